{{- /*
A Deployment: root, part, pool (its name, of a node), values (of the part or the pool), settings (YAML by name), image,
program, port (of its own service), replicas (none where an autoscaler rules), startSeconds (how long it may take until it
is Ready), graceSeconds, leaveSeconds (how long it still serves while the Service forgets it), gpu (resource), models
(whether it reads them).
*/ -}}
{{- define "quartet.workload" -}}
{{- $root := .root -}}
{{- $name := printf "%s-%s" (include "quartet.fullname" $root) .part -}}
{{- if .pool }}{{ $name = printf "%s-%s" $name .pool }}{{ end -}}
{{- $ports := include "quartet.ports" $root | fromYaml -}}
{{- $values := .values -}}
{{- $settings := merge (include "quartet.settings.common" $root | fromYaml) (.settings | fromYaml) -}}
{{- range $key, $value := $values.settings }}
{{- if hasKey $settings $key }}{{ fail (printf "%s is set by the chart: leave it out of the settings of %s." $key $name) }}{{ end }}
{{- $_ := set $settings $key $value }}
{{- end -}}
{{- $hasCache := and .pool $root.Values.models.location -}}
{{- $hasVolume := and .models (not (empty $root.Values.models.volume)) -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "quartet.labels" . | nindent 4 }}
spec:
  {{- if not (kindIs "invalid" .replicas) }}
  replicas: {{ .replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  # A pod may take as long as its startup probe allows, and some time to be placed and pulled; its GPU may be that of a pod
  # that drains.
  progressDeadlineSeconds: {{ add .startSeconds (default 300 $values.bootSeconds) .graceSeconds 60 }}
  strategy:
    type: RollingUpdate
    {{- if .gpu }}
    # There may be no spare GPU: one leaves before its successor comes.
    rollingUpdate: { maxUnavailable: 1, maxSurge: 0 }
    {{- else }}
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
    {{- end }}
  selector:
    matchLabels:
      {{- include "quartet.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "quartet.selector" . | nindent 8 }}
      {{- with $values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "quartet.fullname" $root }}-{{ .part }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ .graceSeconds }}
      {{- include "quartet.podSecurity" $root | nindent 6 }}
      {{- with $values.runtimeClassName }}
      runtimeClassName: {{ . }}
      {{- end }}
      {{- with $root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- range . }}
        - name: {{ . }}
        {{- end }}
      {{- end }}
      containers:
        - name: {{ .part }}
          image: {{ .image }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: [{{ printf "/app/%s.mjs" .program | quote }}]
          env:
            {{- include "quartet.env" $settings | nindent 12 }}
          ports:
            {{- with .port }}
            - { name: {{ .name }}, containerPort: {{ get $ports .of }} }
            {{- end }}
            - { name: ops, containerPort: {{ $ports.ops }} }
          # Starting ends with readiness, however long models load; from then on the process must only answer: what it needs
          # of others is a matter of readiness, and no reason to end it.
          startupProbe:
            httpGet: { path: {{ .startPath }}, port: ops }
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: {{ divf .startSeconds 5 | ceil | int }}
          livenessProbe:
            httpGet: { path: /livez, port: ops }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          readinessProbe:
            httpGet: { path: /readyz, port: ops }
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 2
          {{- with .leaveSeconds }}
          lifecycle:
            preStop: { sleep: { seconds: {{ . }} } }
          {{- end }}
          {{- $resources := deepCopy $values.resources }}
          {{- if .gpu }}
          {{- $_ := set $resources "limits" (merge (dict .gpu 1) (default dict $resources.limits)) }}
          {{- end }}
          resources:
            {{- toYaml $resources | nindent 12 }}
          {{- include "quartet.containerSecurity" $root | nindent 10 }}
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
            {{- if $hasVolume }}
            - { name: models, mountPath: /models, readOnly: true }
            {{- end }}
            {{- if $hasCache }}
            - { name: models-cache, mountPath: /models-cache }
            {{- end }}
      volumes:
        - { name: tmp, emptyDir: { sizeLimit: 1Gi } }
        {{- if $hasVolume }}
        - name: models
          {{- toYaml $root.Values.models.volume | nindent 10 }}
        {{- end }}
        {{- if $hasCache }}
        - { name: models-cache, emptyDir: {} }
        {{- end }}
      {{- if not .pool }}
      topologySpreadConstraints:
        {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - topologyKey: {{ . }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "quartet.selector" $ | nindent 14 }}
        {{- end }}
      {{- end }}
      {{- with $values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if or .gpu $values.tolerations }}
      tolerations:
        {{- with .gpu }}
        - { key: {{ . }}, operator: Exists, effect: NoSchedule }
        {{- end }}
        {{- with $values.tolerations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
      {{- with $values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}

{{- /* The uid is that of deploy/docker/Dockerfile. */ -}}
{{- define "quartet.podSecurity" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "quartet.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
{{- end -}}
