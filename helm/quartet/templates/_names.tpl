{{- /* Names, labels and ports. */ -}}

{{- define "quartet.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 30 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 30 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* What selects all pods of this release. */ -}}
{{- define "quartet.releaseSelector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- /* What selects the pods of one part: root, part, pool (of a node). */ -}}
{{- define "quartet.selector" -}}
{{ include "quartet.releaseSelector" .root }}
app.kubernetes.io/component: {{ .part }}
{{- with .pool }}
quartet/pool: {{ . }}
{{- end }}
{{- end -}}

{{- /* Labels of an object; a pod's own labels are its selector alone, so that a new chart version rolls nothing by itself. */ -}}
{{- define "quartet.labels" -}}
{{ include "quartet.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- /* Where each part serves; ops is that of metrics and probes. */ -}}
{{- define "quartet.ports" -}}
{frontdoor: 8080, catalog: 7100, scheduler: 7200, node: 7300, ops: 9090}
{{- end -}}

{{- /* host:port of a part that has a Service: root, part. */ -}}
{{- define "quartet.address" -}}
{{ include "quartet.fullname" .root }}-{{ .part }}:{{ get (include "quartet.ports" .root | fromYaml) .part }}
{{- end -}}

{{- /* root, name. */ -}}
{{- define "quartet.image" -}}
{{ .root.Values.image.repository }}/{{ .name }}:{{ default .root.Chart.AppVersion .root.Values.image.tag }}
{{- end -}}
