{{- /* Every pool by name, merged over poolDefaults, with what follows from its values. */ -}}
{{- define "quartet.pools" -}}
{{- $root := . -}}
{{- $pools := dict -}}
{{- range $name, $given := .Values.pools -}}
{{- $pool := mergeOverwrite (deepCopy $root.Values.poolDefaults) (deepCopy (default dict $given)) -}}
{{- $isCuda := eq $pool.provider "cuda" -}}
{{- $image := include "quartet.image" (dict "root" $root "name" (ternary "gpu-node-cuda" "gpu-node" $isCuda)) -}}
{{- $_ := set $pool "image" (default $image $pool.image) -}}
{{- $_ := set $pool "hasGpu" $isCuda -}}
{{- /* The longest time, as far as is reckoned with, from the wish for a node until it takes tasks. */ -}}
{{- $_ := set $pool "readySeconds" (add $pool.bootSeconds $pool.loadSeconds) -}}
{{- $_ := set $pool "isFixed" (eq $pool.scaling.by "fixed") -}}
{{- $_ := set $pool "least" (ternary $pool.scaling.replicas $pool.scaling.min (eq $pool.scaling.by "fixed")) -}}
{{- $_ := set $pool "most" (ternary $pool.scaling.replicas $pool.scaling.max (eq $pool.scaling.by "fixed")) -}}
{{- $_ := set $pools $name $pool -}}
{{- end -}}
{{- $pools | toYaml -}}
{{- end -}}

{{- /* What the scheduler is told of the pools, as JSON in the order in which they are filled: bounds, times and models. */ -}}
{{- define "quartet.schedulerPools" -}}
{{- $pools := include "quartet.pools" . | fromYaml -}}
{{- $ranked := list -}}
{{- range $name, $pool := $pools }}{{ $ranked = append $ranked (printf "%04d %s" (int $pool.scaling.order) $name) }}{{ end -}}
{{- $told := list -}}
{{- range sortAlpha $ranked -}}
{{- $name := last (splitList " " .) -}}
{{- $pool := get $pools $name -}}
{{- $policy := dict "min" (int $pool.least) "max" (int $pool.most) "boot_seconds" (int $pool.bootSeconds) "drain_seconds" (int $pool.scaling.clearSeconds) -}}
{{- with $pool.models }}{{ $_ := set $policy "models" . }}{{ end -}}
{{- $told = append $told (printf "%q:%s" $name (toJson $policy)) -}}
{{- end -}}
{ {{- join "," $told -}} }
{{- end -}}
