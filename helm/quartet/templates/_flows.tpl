{{- /*
Who talks to whom, in one table: from a part to ports of parts and of what is outside. What is not here is denied.
A picture's bytes go from the node to the object store, and from there through the front door to people.
*/ -}}
{{- define "quartet.flows" -}}
frontdoor: { parts: [catalog, scheduler], outside: [redis, objectStore] }
catalog: { parts: [], outside: [database, redis, temporal, objectStore] }
worker: { parts: [catalog, scheduler, node], outside: [redis, temporal, objectStore] }
scheduler: { parts: [catalog], outside: [redis] }
node: { parts: [scheduler], outside: [objectStore] }
test: { parts: [frontdoor], outside: [] }
{{- end -}}
