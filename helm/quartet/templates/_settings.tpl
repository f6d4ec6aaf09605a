{{- /* Environment variables of the parts. Secrets come from existing Secrets alone. */ -}}

{{- define "quartet.settings.common" -}}
QUARTET_OPS_LISTEN: 0.0.0.0:{{ get (include "quartet.ports" . | fromYaml) "ops" }}
QUARTET_LOG_LEVEL: {{ .Values.logLevel }}
{{- end -}}

{{- define "quartet.settings.objectStore" -}}
QUARTET_S3_URL: {{ .Values.objectStore.url }}
QUARTET_S3_REGION: {{ .Values.objectStore.region }}
QUARTET_S3_BUCKET: {{ .Values.objectStore.bucket }}
QUARTET_S3_ACCESS_KEY: {secret: {{ .Values.objectStore.existingSecret }}, key: {{ .Values.objectStore.accessKeyKey }}}
QUARTET_S3_SECRET_KEY: {secret: {{ .Values.objectStore.existingSecret }}, key: {{ .Values.objectStore.secretKeyKey }}}
{{- end -}}

{{- define "quartet.settings.redis" -}}
QUARTET_REDIS_URL: {secret: {{ .Values.redis.existingSecret }}, key: {{ .Values.redis.urlKey }}}
{{- end -}}

{{- define "quartet.settings.temporal" -}}
QUARTET_TEMPORAL_ADDRESS: {{ .Values.temporal.address }}
QUARTET_TEMPORAL_NAMESPACE: {{ .Values.temporal.namespace }}
{{- end -}}

{{- define "quartet.settings.catalogAddress" -}}
QUARTET_CATALOG_ADDRESS: {{ include "quartet.address" (dict "root" . "part" "catalog") }}
{{- end -}}

{{- define "quartet.settings.schedulerAddress" -}}
QUARTET_SCHEDULER_ADDRESS: {{ include "quartet.address" (dict "root" . "part" "scheduler") }}
{{- end -}}

{{- /* The models inside an image lie where its Dockerfile puts them. */ -}}
{{- define "quartet.settings.models" -}}
{{- if and .Values.models.location .Values.models.volume }}{{ fail "models.location and models.volume: one of them alone." }}{{ end }}
QUARTET_MODELS_DIR: {{ default (ternary "/models" "/app/gpu-node/models" (not (empty .Values.models.volume))) .Values.models.location }}
{{- end -}}

{{- define "quartet.settings.frontdoor" -}}
QUARTET_FRONTDOOR_LISTEN: 0.0.0.0:{{ get (include "quartet.ports" . | fromYaml) "frontdoor" }}
{{- if .Values.frontdoor.ingress.enabled }}
QUARTET_FRONTDOOR_TRUST_PROXY: 'true'
{{- end }}
{{ include "quartet.settings.catalogAddress" . }}
{{ include "quartet.settings.schedulerAddress" . }}
{{ include "quartet.settings.redis" . }}
{{ include "quartet.settings.objectStore" . }}
{{- end -}}

{{- define "quartet.settings.catalog" -}}
QUARTET_CATALOG_LISTEN: 0.0.0.0:{{ get (include "quartet.ports" . | fromYaml) "catalog" }}
{{- with .Values.models.default }}
QUARTET_CATALOG_DEFAULT_MODEL: {{ . }}
{{- end }}
{{- with .Values.demoUsers }}
{{- if .existingSecret }}
QUARTET_CATALOG_DEMO_KEYS: {secret: {{ .existingSecret }}, key: {{ .keysKey }}}
{{- end }}
{{- end }}
DATABASE_URL: {secret: {{ .Values.database.existingSecret }}, key: {{ .Values.database.urlKey }}}
{{ include "quartet.settings.redis" . }}
{{ include "quartet.settings.temporal" . }}
{{ include "quartet.settings.objectStore" . }}
{{ include "quartet.settings.models" . }}
{{- end -}}

{{- define "quartet.settings.worker" -}}
{{ include "quartet.settings.catalogAddress" . }}
{{ include "quartet.settings.schedulerAddress" . }}
{{ include "quartet.settings.temporal" . }}
{{ include "quartet.settings.redis" . }}
{{ include "quartet.settings.objectStore" . }}
{{- end -}}

{{- define "quartet.settings.scheduler" -}}
{{- $port := get (include "quartet.ports" . | fromYaml) "scheduler" -}}
QUARTET_SCHEDULER_LISTEN: 0.0.0.0:{{ $port }}
QUARTET_SCHEDULER_ADDRESS: $(POD_IP):{{ $port }}
QUARTET_SCHEDULER_POOLS: '{{ include "quartet.schedulerPools" . }}'
{{ include "quartet.settings.catalogAddress" . }}
{{ include "quartet.settings.redis" . }}
{{- end -}}

{{- /* root, name, pool. */ -}}
{{- define "quartet.settings.node" -}}
{{- $port := get (include "quartet.ports" .root | fromYaml) "node" -}}
QUARTET_NODE_LISTEN: 0.0.0.0:{{ $port }}
QUARTET_NODE_ADDRESS: $(POD_IP):{{ $port }}
QUARTET_NODE_ID: $(POD_NAME)
QUARTET_NODE_POOL: {{ .name }}
QUARTET_NODE_PROVIDER: {{ .pool.provider }}
QUARTET_NODE_BATCH_CAP: {{ .pool.batchCap | quote }}
QUARTET_NODE_DRAIN_SECONDS: {{ .pool.drainSeconds | quote }}
{{ include "quartet.settings.schedulerAddress" .root }}
{{ include "quartet.settings.models" .root }}
{{- if .root.Values.models.location }}
QUARTET_NODE_MODEL_CACHE: /models-cache
QUARTET_NODE_MODEL_CACHE_GB: {{ .root.Values.models.cacheGb | quote }}
{{ include "quartet.settings.objectStore" .root }}
{{- end }}
{{- end -}}

{{- /* A container's env: what it is told of itself, then settings (text, or secret and key) by name. */ -}}
{{- define "quartet.env" -}}
- { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
- { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
{{- range $name, $value := . }}
{{- if kindIs "map" $value }}
- { name: {{ $name }}, valueFrom: { secretKeyRef: { name: {{ $value.secret }}, key: {{ $value.key }} } } }
{{- else }}
- { name: {{ $name }}, value: {{ $value | toString | quote }} }
{{- end }}
{{- end }}
{{- end -}}
