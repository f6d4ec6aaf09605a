/** What the chart renders, in the words that its tests ask for. */
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { ControlPlane, KubeObject } from './control-plane.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The chart's folder. */
export const chart = join(root, 'helm', 'quartet');

/** Values of a common case, by the name of its file. */
export const scenario = (name: string): string => join(root, 'helm', 'scenarios', `${name}.yaml`);

/** Values that an install on a cluster of pods that never run anything needs. */
export const minimal: readonly string[] = [
  '--set=database.existingSecret=database,redis.existingSecret=redis,temporal.address=temporal:7233',
  '--set=objectStore.existingSecret=s3,objectStore.url=http://s3:8333',
];

/** One environment variable of a container. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** A Deployment, as far as tests look at it. */
export interface Deployment extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly labels: Record<string, string> };
  readonly spec: {
    readonly replicas?: number;
    readonly progressDeadlineSeconds: number;
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly automountServiceAccountToken: boolean;
        readonly nodeSelector?: Record<string, string>;
        readonly tolerations?: readonly { readonly key: string }[];
        readonly containers: readonly [
          {
            readonly image: string;
            readonly args: readonly string[];
            readonly env: readonly EnvVar[];
            readonly resources: { readonly limits: Record<string, string | number> };
            readonly startupProbe: Probe;
            readonly livenessProbe: Probe;
            readonly readinessProbe: Probe;
            readonly lifecycle?: object;
          },
        ];
      };
    };
  };
}

/** Renders the chart as release `a`; rejects with Helm's own words. */
export async function render(cluster: ControlPlane, ...args: string[]): Promise<KubeObject[]> {
  const text = await cluster.do('helm', 'template', 'a', chart, '--namespace', 'pictures', ...args);
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0]) throw document.errors[0];
    const object = document.toJS() as KubeObject | null;
    return object ? [object] : [];
  });
}

/** The Deployments among objects, by the part (and pool) they run: `worker`, `node h100`. */
export function deploymentsOf(objects: readonly KubeObject[]): Map<string, Deployment> {
  const deployments = objects.filter((object): object is Deployment => object.kind === 'Deployment');
  return new Map(deployments.map((each) => [nameOf(each), each]));
}

function nameOf({ metadata: { labels } }: Deployment): string {
  return [labels['app.kubernetes.io/component'], labels['quartet/pool']].filter(Boolean).join(' ');
}
