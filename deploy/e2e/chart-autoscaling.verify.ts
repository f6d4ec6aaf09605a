/** KEDA on a real Prometheus follows the scheduler's wanted nodes, by the objects that the chart makes. */
import getPort from 'get-port';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { type OpsServer, startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newState } from '../../scheduler/core/state.ts';
import { readPools } from '../../scheduler/pools.ts';
import { createMetrics } from '../../scheduler/server/metrics.ts';
import { chart, minimal } from './support/chart.ts';
import { ControlPlane, controlPlaneIsMissing, haveControlPlane } from './support/control-plane.ts';

if (!haveControlPlane) console.log(controlPlaneIsMissing);

const namespace = 'fleet';
const deployment = 'a-quartet-node-gpu';
/** On a busy machine; nothing here waits longer than it must. */
const patience = { timeout: 90_000, interval: 250 };

/** Short, so that a test need not wait for boots and loads; the kind of rule is what production has. */
const values = [
  '--set=pools.gpu.scaling.by=keda,pools.gpu.scaling.max=20,pools.gpu.scaling.leavePeriodSeconds=1',
  '--set=pools.gpu.bootSeconds=1,pools.gpu.loadSeconds=1',
  '--set=keda.pollingSeconds=1,keda.cooldownSeconds=2,keda.matchers=,keda.fallbackReplicas=2',
];

describe.skipIf(!haveControlPlane)('a pool with KEDA', { timeout: 240_000 }, () => {
  let cluster: ControlPlane;
  let listen: string;
  let metrics: OpsServer | undefined;
  // The scheduler's own figures, with what is wanted put in by hand.
  const registry = createRegistry('scheduler');
  // Another pool's figure is none of this one's.
  const wanted = new Map([
    ['gpu', 0],
    ['other', 19],
  ]);
  let leads = true;
  const pools = readPools('{"gpu": {"min": 0, "max": 20, "boot_seconds": 1, "drain_seconds": 1}}');
  createMetrics(registry, pools, () =>
    leads ? { loop: { state: newState() }, wantedNodes: () => wanted } : undefined,
  );
  const serve = async (): Promise<void> => {
    metrics = await startOpsServer({ listen, registry, missing: () => [] });
  };
  /** What the Deployment asks for, and how many pods are there and Ready. */
  const nodes = async () => {
    const path = '{.spec.replicas} {.status.replicas} {.status.readyReplicas}';
    const text = await cluster.do(
      'kubectl',
      'get',
      'deployment',
      deployment,
      '-n',
      namespace,
      '-o',
      `jsonpath=${path}`,
    );
    const [asked, there, ready] = text.split(' ').map(Number);
    return { asked: asked ?? 0, there: there ?? 0, ready: ready ?? 0 };
  };
  const expectNodes = async (count: number): Promise<void> => {
    await expect.poll(nodes, patience).toEqual({ asked: count, there: count, ready: count });
  };

  beforeAll(async () => {
    listen = `127.0.0.1:${await getPort()}`;
    await serve();
    cluster = await ControlPlane.start('--hpa-sync', '1s', '--prometheus', listen);
    const args = ['-n', namespace, '--create-namespace', '--wait', ...minimal, ...values];
    await cluster.do('helm', 'install', 'a', chart, ...args, `--set=keda.prometheus=${cluster.prometheus}`);
  });
  afterAll(async () => {
    await metrics?.close();
    await cluster?.stop();
  });

  it('goes up and down with what is wanted, by single nodes too, and to none', async () => {
    for (const count of [0, 3, 11, 12]) {
      wanted.set('gpu', count);
      await expectNodes(count);
    }
    wanted.set('gpu', 2);
    await expectNodes(2);
    // One after another: the HPA has told each size on the way (Kubernetes sums up what comes after these).
    const told = await cluster.do('kubectl', 'get', 'events', '-n', namespace, '-o', 'jsonpath={.items[*].message}');
    for (const size of [11, 10, 9, 8, 7]) expect(told).toContain(`New size: ${size};`);
    wanted.set('gpu', 0);
    await expectNodes(0);
  });

  // A lost target, and schedulers of which none leads.
  it.each(['a scheduler', 'a leader'])('keeps its nodes while there is not %s, and follows again', async (lost) => {
    wanted.set('gpu', 5);
    await expectNodes(5);
    if (lost === 'a leader') leads = false;
    else await metrics?.close();
    // Asked in vain for longer than the scale-down window and the cooldown, KEDA's fallback rules.
    const failures = async () => {
      const health = 'jsonpath={.status.health.*.numberOfFailures}';
      return Number(await cluster.do('kubectl', 'get', 'scaledobject', deployment, '-n', namespace, '-o', health));
    };
    await expect.poll(failures, patience).toBeGreaterThan(15);
    expect(await nodes()).toEqual({ asked: 5, there: 5, ready: 5 });
    wanted.set('gpu', 6);
    if (lost === 'a leader') leads = true;
    else await serve();
    await expectNodes(6);
  });
});
