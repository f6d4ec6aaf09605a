/** The Helm chart on a real control plane: what it renders, installs, rolls and leaves behind. Pods there run nothing. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPools } from '../../scheduler/pools.ts';
import { isPart, readSettings } from '../docker/testing/part-settings.ts';
import { type Deployment, chart, deploymentsOf, minimal, render, scenario } from './support/chart.ts';
import { ControlPlane, controlPlaneIsMissing, haveControlPlane, type KubeObject } from './support/control-plane.ts';

if (!haveControlPlane) console.log(controlPlaneIsMissing);

const scenarios = ['minimal', 'keda', 'hpa', 'everything'];

/** What Secrets hold, by the variable that takes it. */
const secrets: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://quartet:secret@postgres:5432/quartet',
  QUARTET_REDIS_URL: 'redis://redis:6379',
  QUARTET_S3_ACCESS_KEY: 'access',
  QUARTET_S3_SECRET_KEY: 'secret',
  QUARTET_CATALOG_DEMO_KEYS: '{"pro": "qk_0123456789abcdef"}',
};

/** The environment that Kubernetes would make of a container's env. */
function environmentOf(deployment: Deployment): NodeJS.ProcessEnv {
  const pod = { POD_IP: '10.244.1.2', POD_NAME: 'a-quartet-node-h100-x' };
  const entries = deployment.spec.template.spec.containers[0].env.map(({ name, value, valueFrom }) => {
    if (valueFrom?.secretKeyRef) return [name, secrets[name]];
    return [name, value?.replace(/\$\((\w+)\)/g, (_, key: keyof typeof pod) => pod[key])];
  });
  return Object.fromEntries(entries) as NodeJS.ProcessEnv;
}

const containerOf = (deployment: Deployment) => deployment.spec.template.spec.containers[0];

describe.skipIf(!haveControlPlane)('the chart', () => {
  let cluster: ControlPlane;
  beforeAll(async () => {
    cluster = await ControlPlane.start();
  });
  afterAll(() => cluster?.stop());

  describe.each(scenarios)('of the scenario %s', (name) => {
    let deployments: Map<string, Deployment>;
    beforeAll(async () => {
      deployments = deploymentsOf(await render(cluster, '-f', scenario(name)));
    });

    it('lints, and the API server accepts every object', async () => {
      await cluster.do('helm', 'lint', '--strict', chart, '-f', scenario(name));
      await cluster.do('helm', 'install', 'a', chart, '-f', scenario(name), '--dry-run=server');
    });

    it('tells each part what it must know, and nothing that it does not know', () => {
      expect([...deployments.keys()]).toEqual(
        expect.arrayContaining(['frontdoor', 'catalog', 'worker', 'scheduler', expect.stringContaining('node ')]),
      );
      for (const [name, deployment] of deployments) {
        const part = name.split(' ')[0] ?? '';
        if (!isPart(part)) throw new Error(`${part} is no part`);
        expect(() => readSettings[part](environmentOf(deployment)), name).not.toThrow();
      }
    });

    it('takes from Secrets what is secret', () => {
      for (const deployment of deployments.values())
        for (const { name, value, valueFrom } of containerOf(deployment).env)
          if (name in secrets)
            expect({ value, named: Boolean(valueFrom?.secretKeyRef?.name) }).toEqual({ named: true });
    });

    it('gives each part the time it needs to start and to stop', () => {
      for (const [part, deployment] of deployments) {
        const { startupProbe, livenessProbe, lifecycle } = containerOf(deployment);
        const { progressDeadlineSeconds, template } = deployment.spec;
        const startSeconds = startupProbe.periodSeconds * startupProbe.failureThreshold;
        expect(progressDeadlineSeconds, part).toBeGreaterThan(startSeconds);
        // What a part needs of others is no reason to end it.
        expect(livenessProbe.httpGet.path).toBe('/livez');
        const env = environmentOf(deployment);
        const isNode = part.startsWith('node');
        expect(startupProbe.httpGet.path).toBe(isNode ? '/readyz' : '/livez');
        const drainSeconds = isNode ? Number(env['QUARTET_NODE_DRAIN_SECONDS']) : 30;
        expect(template.spec.terminationGracePeriodSeconds, part).toBeGreaterThan(drainSeconds);
        if (isNode) expect(lifecycle).toBeUndefined();
      }
    });
  });

  it('merges each pool over poolDefaults', async () => {
    const deployments = deploymentsOf(await render(cluster, '-f', scenario('keda')));
    const [h100, l4] = [deployments.get('node h100'), deployments.get('node l4')];
    expect(h100?.spec.template.spec.nodeSelector).toEqual({ 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' });
    expect(h100?.spec.template.spec.tolerations).toMatchObject([{ key: 'nvidia.com/gpu' }]);
    for (const pool of [h100, l4]) {
      expect(pool?.spec.replicas).toBeUndefined();
      expect(pool && containerOf(pool).resources.limits).toMatchObject({ 'nvidia.com/gpu': 1, memory: '24Gi' });
    }
    expect(h100 && environmentOf(h100)['QUARTET_NODE_BATCH_CAP']).toBe('16');
    expect(l4 && environmentOf(l4)['QUARTET_NODE_BATCH_CAP']).toBe('8');
    const scheduler = deployments.get('scheduler');
    expect(readPools(scheduler && environmentOf(scheduler)['QUARTET_SCHEDULER_POOLS'])).toEqual([
      { pool: 'l4', min: 1, max: 4, bootMs: 120_000, drainMs: 60_000, models: new Set(['sd15']) },
      { pool: 'h100', min: 0, max: 8, bootMs: 120_000, drainMs: 60_000, models: new Set(['sdxl', 'flux']) },
    ]);
  });

  it('asks a pool of CPUs for no GPU', async () => {
    const pool = deploymentsOf(await render(cluster, '-f', scenario('minimal'))).get('node cpu');
    expect(pool && Object.keys(containerOf(pool).resources.limits)).toEqual(['memory']);
    expect(pool?.spec.template.spec.tolerations).toBeUndefined();
    expect(pool && containerOf(pool).image).toMatch(/^quartet\/gpu-node:/);
  });

  it('signals past the tolerance where a cluster cannot be told another', async () => {
    const behaviorOf = (objects: readonly KubeObject[]) =>
      JSON.stringify(objects.find(({ kind }) => kind === 'ScaledObject')?.spec);
    const [older, newer] = await Promise.all(
      ['1.34.0', '1.35.0'].map(async (version) =>
        behaviorOf(await render(cluster, '-f', scenario('keda'), '--kube-version', version)),
      ),
    );
    expect(older).not.toContain('tolerance');
    expect(older).toContain('* (1 + 0.1 *');
    expect(newer).toContain('"tolerance":"0"');
    expect(newer).not.toContain('0.1');
  });

  it('lets exactly the pairs of its table talk', async () => {
    const policies = (await render(cluster, '-f', scenario('everything'))).filter(
      ({ kind }) => kind === 'NetworkPolicy',
    );
    expect(talk(policies, 'egress')).toEqual(talk(policies, 'ingress'));
    expect(talk(policies, 'ingress')).toEqual([
      'frontdoor > catalog:7100',
      'frontdoor > scheduler:7200',
      'node > scheduler:7200',
      'scheduler > catalog:7100',
      'test > frontdoor:8080',
      'worker > catalog:7100',
      'worker > node:7300',
      'worker > scheduler:7200',
    ]);
  });

  it('hands the dashboard as it is to a Grafana that watches for it, where that is wished', async () => {
    const [enabled, disabled] = await Promise.all(
      ['everything', 'minimal'].map(async (name) =>
        (await render(cluster, '-f', scenario(name))).filter(({ kind }) => kind === 'ConfigMap'),
      ),
    );
    expect(disabled).toEqual([]);
    expect(enabled?.map(({ metadata }) => metadata.labels)).toMatchObject([{ grafana_dashboard: '1' }]);
    const committed = await readFile(join(chart, '..', '..', 'dashboards', 'quartet.json'), 'utf8');
    const [data] = (enabled ?? []).map((each) => (each as KubeObject & { readonly data: Record<string, string> }).data);
    expect(JSON.parse(data?.['quartet.json'] ?? '')).toEqual(JSON.parse(committed));
  });

  it.each([
    [['pools.x.scaling.by=keda'], 'pools.x.scaling.by keda needs keda.prometheus'],
    [['pools.x.scaling.by=hpa'], 'pools.x.scaling.min must be 1 or more with scaling.by hpa'],
    [['pools.x.scaling.by=hpa', 'pools.x.scaling.min=5'], 'pools.x.scaling.min (5) is above its max (4)'],
    [['pools.x.bootSeconds=1800', 'pools.x.loadSeconds=1800'], "an HPA's window ends at 3600"],
    [['frontdoor.ingress.enabled=true'], 'frontdoor.ingress.enabled needs frontdoor.ingress.host'],
    [['frontdoor.autoscaling.enabled=true', 'frontdoor.autoscaling.max=1'], 'frontdoor.autoscaling.min (2) is above'],
    [['worker.settings.QUARTET_S3_URL=x'], 'QUARTET_S3_URL is set by the chart'],
    [['database.existingSecret='], 'database.existingSecret is missing'],
    [['temporal.address='], 'temporal.address is missing'],
  ])('tells in a sentence what is wrong with %j', async (values, sentence) => {
    const wrong = values.map((value) => `--set=${value}`);
    await expect(render(cluster, ...minimal, ...wrong)).rejects.toThrow(sentence);
  });

  it('is accepted by Helm 4 too', async () => {
    await cluster.do('helm4', 'template', 'a', chart, '-f', scenario('everything'));
  });

  it('installs, rolls only what changed, rolls back, and leaves nothing', { timeout: 400_000 }, async () => {
    const namespace = 'pictures';
    await cluster.do('kubectl', 'create', 'namespace', namespace);
    // The API server refuses pods here that could do more than they must.
    const restricted = 'pod-security.kubernetes.io/enforce=restricted';
    await cluster.do('kubectl', 'label', 'namespace', namespace, restricted);
    const before = await leftovers(cluster, namespace);
    const pools = ['--set=pools.gpu.scaling.replicas=3,pools.cpu.provider=cpu,monitoring.enabled=true'];
    const helm = (verb: string, ...args: string[]) => cluster.do('helm', verb, 'a', ...args, '-n', namespace, '--wait');

    await helm('install', chart, ...minimal, ...pools);
    const pods = (await cluster.list('pods', namespace)) as (KubeObject & {
      readonly spec: { readonly nodeName: string };
      readonly status: { readonly phase: string };
    })[];
    expect(pods.map(({ status }) => status.phase)).toEqual(Array.from({ length: 12 }, () => 'Running'));
    for (const { metadata, spec } of pods)
      expect(spec.nodeName.startsWith('gpu-'), metadata.name).toBe(metadata.labels?.['quartet/pool'] === 'gpu');
    // Each Service has found its pods.
    expect(await addressesOf(cluster, namespace)).toEqual({ frontdoor: 2, catalog: 2, scheduler: 2, metrics: 12 });
    await cluster.do('helm', 'test', 'a', '-n', namespace);

    const first = await templatesOf(cluster, namespace);
    const limit = '--set=worker.settings.QUARTET_WORKER_RUN_LIMIT=100';
    await helm('upgrade', chart, ...minimal, ...pools, limit);
    expect(changed(first, await templatesOf(cluster, namespace))).toEqual(['a-quartet-worker']);
    await helm('upgrade', chart, ...minimal, ...pools, limit, '--set=pools.gpu.batchCap=4');
    expect(changed(first, await templatesOf(cluster, namespace))).toEqual(['a-quartet-node-gpu', 'a-quartet-worker']);
    await helm('rollback', '1');
    expect(changed(first, await templatesOf(cluster, namespace))).toEqual([]);
    // A new chart that changes nothing rolls nothing.
    const copy = await mkdtemp(join(tmpdir(), 'quartet-chart-'));
    await cp(chart, copy, { recursive: true });
    const description = await readFile(join(copy, 'Chart.yaml'), 'utf8');
    await writeFile(join(copy, 'Chart.yaml'), description.replace(/^version: .*/m, 'version: 99.0.0'));
    await helm('upgrade', copy, ...minimal, ...pools);
    await rm(copy, { recursive: true });
    expect(changed(first, await templatesOf(cluster, namespace))).toEqual([]);

    await helm('uninstall');
    await expect.poll(() => leftovers(cluster, namespace), { timeout: 60_000 }).toEqual(before);
  });
});

/** Who may talk to whom on which port, as the policies say in this direction. */
function talk(policies: readonly KubeObject[], direction: 'ingress' | 'egress'): string[] {
  type Selector = { readonly matchLabels?: Record<string, string> };
  type Rule = Partial<Record<'from' | 'to', { readonly podSelector?: Selector }[]>> & {
    readonly ports: { readonly port: number }[];
  };
  const partOf = (selector?: Selector) => selector?.matchLabels?.['app.kubernetes.io/component'];
  const pairs = policies.flatMap(({ spec }) => {
    const { podSelector, ...rules } = spec as { podSelector: Selector } & Record<string, Rule[] | undefined>;
    const own = partOf(podSelector);
    return (rules[direction] ?? []).flatMap((rule) =>
      (rule.from ?? rule.to ?? []).flatMap(({ podSelector: other }) => {
        if (!own || !other) return [];
        const [from, to] = direction === 'ingress' ? [partOf(other), own] : [own, partOf(other)];
        return rule.ports.map(({ port }) => `${from} > ${to}:${port}`);
      }),
    );
  });
  return pairs.toSorted();
}

/** Every object in a namespace, but what Kubernetes itself puts there and what merely records. */
async function leftovers(cluster: ControlPlane, namespace: string): Promise<string[]> {
  const kinds = await cluster.do('kubectl', 'api-resources', '--namespaced', '--verbs=list', '-o', 'name');
  const wanted = kinds.split('\n').filter((kind) => kind && !/^(events|pods\.metrics)/.test(kind));
  const objects = await cluster.list(wanted.join(','), namespace);
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).toSorted();
}

/** What each Deployment makes pods of, by name. */
async function templatesOf(cluster: ControlPlane, namespace: string): Promise<Map<string, string>> {
  const deployments = (await cluster.list('deployments', namespace)) as Deployment[];
  return new Map(deployments.map(({ metadata, spec }) => [metadata.name, JSON.stringify(spec.template)]));
}

function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].flatMap(([name, template]) => (before.get(name) === template ? [] : [name])).toSorted();
}

/** How many addresses each Service leads to. */
async function addressesOf(cluster: ControlPlane, namespace: string): Promise<Record<string, number>> {
  const slices = (await cluster.list('endpointslices', namespace)) as (KubeObject & {
    readonly endpoints?: readonly unknown[];
  })[];
  const counts: Record<string, number> = {};
  for (const { metadata, endpoints } of slices) {
    const part = metadata.labels?.['kubernetes.io/service-name']?.replace('a-quartet-', '') ?? '';
    counts[part] = (counts[part] ?? 0) + (endpoints?.length ?? 0);
  }
  return counts;
}
