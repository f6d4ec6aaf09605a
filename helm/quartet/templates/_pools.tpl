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
{{- /* From the wish for a node to its first picture. */ -}}
{{- $_ := set $pool "readySeconds" (add $pool.bootSeconds $pool.loadSeconds) -}}
{{- $_ := set $pool "isFixed" (eq $pool.scaling.by "fixed") -}}
{{- $_ := set $pool "least" (ternary $pool.scaling.replicas $pool.scaling.min (eq $pool.scaling.by "fixed")) -}}
{{- $_ := set $pool "most" (ternary $pool.scaling.replicas $pool.scaling.max (eq $pool.scaling.by "fixed")) -}}
{{- $_ := set $pools $name $pool -}}
{{- end -}}
{{- $pools | toYaml -}}
{{- end -}}

{{- /* What the scheduler is told of the pools, as JSON: bounds, times and models by name. */ -}}
{{- define "quartet.schedulerPools" -}}
{{- $told := dict -}}
{{- range $name, $pool := include "quartet.pools" . | fromYaml -}}
{{- $_ := set $told $name (dict "min" (int $pool.least) "max" (int $pool.most) "boot_seconds" (int $pool.readySeconds) "drain_seconds" (int $pool.drainSeconds) "models" (default list $pool.models)) -}}
{{- end -}}
{{- $told | toJson -}}
{{- end -}}
