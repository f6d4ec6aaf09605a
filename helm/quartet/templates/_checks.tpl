{{- /* Mistakes that a schema cannot see, each told in a sentence. */ -}}
{{- define "quartet.checks" -}}
{{- $faults := list -}}
{{- $required := dict
  "database.existingSecret" "the name of the Secret with the URL of PostgreSQL"
  "redis.existingSecret" "the name of the Secret with the URL of Redis"
  "objectStore.existingSecret" "the name of the Secret with the keys of the object store"
  "objectStore.url" "the URL of the object store"
  "temporal.address" "the host:port of Temporal's frontend" -}}
{{- range $key, $what := $required -}}
{{- $path := splitList "." $key -}}
{{- if not (get (get $.Values (first $path)) (last $path)) -}}
{{- $faults = append $faults (printf "%s is missing: set it to %s." $key $what) -}}
{{- end -}}
{{- end -}}
{{- with .Values.frontdoor -}}
{{- if and .ingress.enabled (not .ingress.host) -}}
{{- $faults = append $faults "frontdoor.ingress.enabled needs frontdoor.ingress.host." -}}
{{- end -}}
{{- if and .autoscaling.enabled (gt (int .autoscaling.min) (int .autoscaling.max)) -}}
{{- $faults = append $faults (printf "frontdoor.autoscaling.min (%d) is above frontdoor.autoscaling.max (%d)." (int .autoscaling.min) (int .autoscaling.max)) -}}
{{- end -}}
{{- end -}}
{{- range $name, $pool := include "quartet.pools" . | fromYaml -}}
{{- $scaling := $pool.scaling -}}
{{- if not $pool.isFixed -}}
{{- if gt (int $scaling.min) (int $scaling.max) -}}
{{- $faults = append $faults (printf "pools.%s.scaling.min (%d) is above its max (%d)." $name (int $scaling.min) (int $scaling.max)) -}}
{{- end -}}
{{- if and (eq $scaling.by "hpa") (lt (int $scaling.min) 1) -}}
{{- $faults = append $faults (printf "pools.%s.scaling.min must be 1 or more with scaling.by hpa: only keda reaches zero." $name) -}}
{{- end -}}
{{- end -}}
{{- if eq $scaling.by "keda" -}}
{{- if not $.Values.keda.prometheus -}}
{{- $faults = append $faults (printf "pools.%s.scaling.by keda needs keda.prometheus, the URL of the Prometheus that scrapes the scheduler." $name) -}}
{{- end -}}
{{- if gt (int $.Values.keda.fallbackReplicas) (int $scaling.max) -}}
{{- $faults = append $faults (printf "keda.fallbackReplicas (%d) is above pools.%s.scaling.max (%d)." (int $.Values.keda.fallbackReplicas) $name (int $scaling.max)) -}}
{{- end -}}
{{- end -}}
{{- if gt (int $pool.readySeconds) 3599 -}}
{{- $faults = append $faults (printf "pools.%s.bootSeconds and loadSeconds make %d together: an HPA's window ends at 3600." $name (int $pool.readySeconds)) -}}
{{- end -}}
{{- end -}}
{{- if $faults -}}
{{- fail (printf "\n\n%s\n" (join "\n" $faults)) -}}
{{- end -}}
{{- end -}}
