{{- /* How an HPA moves a pool: pool, hasTolerance. */ -}}
{{- define "quartet.behavior" -}}
scaleUp:
  {{- if .hasTolerance }}
  tolerance: '0'
  {{- end }}
  stabilizationWindowSeconds: 0
  # The scheduler has thought about it: what is wanted comes at once.
  policies:
    - { type: Pods, value: {{ .pool.scaling.max }}, periodSeconds: 15 }
scaleDown:
  {{- if .hasTolerance }}
  tolerance: '0'
  {{- end }}
  # Nobody leaves before a successor could have come and loaded.
  stabilizationWindowSeconds: {{ min 3600 (add .pool.readySeconds 1) }}
  policies:
    - { type: Pods, value: 1, periodSeconds: {{ .pool.scaling.leavePeriodSeconds }} }
{{- end -}}
