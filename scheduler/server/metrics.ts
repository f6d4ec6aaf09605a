import type { Reason, TaskDescription } from '@quartet/protos/generated/index.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { Counter, Gauge, Histogram, type Registry, waitBuckets } from '@quartet/service-kit/metrics.ts';
import type { Grant } from '../core/decisions.ts';
import type { PoolPolicy } from '../core/autoscale.ts';
import { countedState, countedStates, poolDemands, queueLengths, unassignedPool } from '../core/demand.ts';
import { type State, newState } from '../core/state.ts';

/** Reasons that leases commonly end by: exported as zero before the first. */
const usualReasons: readonly Reason[] = [
  'REASON_NODE_LOST',
  'REASON_LEASE_LOST',
  'REASON_DRAINING',
  'REASON_UNAVAILABLE',
  'REASON_LEASE_SUPERSEDED',
];

const decideBuckets = [0.000_01, 0.000_05, 0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1];

/** The counters that decisions move. */
export type SchedulerMetrics = ReturnType<typeof createMetrics>;

/** What gauges are read from. */
interface Leading {
  readonly loop: { readonly state: Readonly<State> };
  wantedNodes(): ReadonlyMap<string, number>;
}

/**
 * The scheduler's figures. Gauges are read from the state when they are asked for.
 * @param pools declared ones are there from the start
 * @param leading undefined while this scheduler is a standby: it knows of nothing, and every gauge is 0
 */
export function createMetrics(registry: Registry, pools: readonly PoolPolicy[], leading: () => Leading | undefined) {
  const registers = [registry];
  const nothing = newState();
  const declared = pools.map(({ pool }) => pool);
  createGauges(registry, declared, () => leading()?.loop.state ?? nothing);
  const leader: Gauge = new Gauge({
    name: 'quartet_scheduler_leader',
    help: 'Whether this scheduler leads (1) or stands by (0).',
    registers,
    collect: () => leader.set(leading() ? 1 : 0),
  });
  const wanted: Gauge = new Gauge({
    name: 'quartet_scheduler_wanted_nodes',
    help: 'Nodes a pool should have, by pool; 0 from a standby: take the greatest of all schedulers.',
    labelNames: ['pool'],
    registers,
    collect: () => {
      wanted.reset();
      for (const pool of declared) wanted.set({ pool }, 0);
      for (const [pool, nodes] of leading()?.wantedNodes() ?? []) wanted.set({ pool }, nodes);
    },
  });
  const leasesGranted = new Counter({
    name: 'quartet_scheduler_leases_granted_total',
    help: 'Leases granted.',
    registers,
  });
  const leasesLost = new Counter({
    name: 'quartet_scheduler_leases_lost_total',
    help: 'Leases that ended without a result, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const tasksReplaced = new Counter({
    name: 'quartet_scheduler_tasks_replaced_total',
    help: 'Leases granted to tasks whose lease before ended without a result, by the reason of that end.',
    labelNames: ['reason'],
    registers,
  });
  const tasksRefused = new Counter({
    name: 'quartet_scheduler_tasks_refused_total',
    help: 'Tasks refused, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const decideSeconds = new Histogram({
    name: 'quartet_scheduler_decide_seconds',
    help: 'Time of one round of placement decisions.',
    buckets: decideBuckets,
    registers,
  });
  const waitSeconds = new Histogram({
    name: 'quartet_scheduler_wait_seconds',
    help: 'Time from the place of a task to its lease, by plan.',
    labelNames: ['plan'],
    buckets: waitBuckets,
    registers,
  });
  for (const reason of usualReasons) {
    leasesLost.inc({ reason: reasonName(reason) }, 0);
    tasksReplaced.inc({ reason: reasonName(reason) }, 0);
  }
  tasksRefused.inc({ reason: reasonName('REASON_ATTEMPTS_EXHAUSTED') }, 0);
  return {
    granted({ plan }: TaskDescription, { waitedMs, placedAgainReason }: Grant): void {
      leasesGranted.inc();
      waitSeconds.observe({ plan: plan.slice('PLAN_'.length).toLowerCase() }, waitedMs / 1_000);
      if (placedAgainReason) tasksReplaced.inc({ reason: reasonName(placedAgainReason) });
    },
    lost: (reason: Reason): void => leasesLost.inc({ reason: reasonName(reason) }),
    refused: (reason: Reason): void => tasksRefused.inc({ reason: reasonName(reason) }),
    decided: (seconds: number): void => decideSeconds.observe(seconds),
  };
}

function createGauges(registry: Registry, pools: readonly string[], readState: () => Readonly<State>): void {
  const registers = [registry];
  const gauge = (
    name: string,
    help: string,
    labelNames: readonly string[],
    collect: (self: Gauge, state: Readonly<State>) => void,
  ): Gauge =>
    new Gauge({
      name: `quartet_scheduler_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        collect(this, readState());
      },
    });
  gauge('epoch', 'The epoch of this leadership; 0 while this scheduler stands by.', [], (self, state) =>
    self.set(state.epoch),
  );
  gauge('queued_tasks', 'Tasks that wait for a lease, by model.', ['model'], (self, state) => {
    for (const model of knownModels(state)) self.set({ model }, 0);
    for (const [model, count] of queueLengths(state)) self.set({ model }, count);
  });
  gauge(
    'demand_gpu_seconds',
    `GPU time that is queued or left to run, by pool and model; under pool "${unassignedPool}" while no node has the model.`,
    ['pool', 'model'],
    (self, state) => {
      for (const { pool, model, demandGpuMs } of poolDemands(state)) self.set({ pool, model }, demandGpuMs / 1_000);
    },
  );
  gauge(
    'capacity_ratio',
    'GPU-seconds of a model that the usable nodes of a pool get through in a second, by pool and model.',
    ['pool', 'model'],
    (self, state) => {
      for (const { pool, model, capacity } of poolDemands(state)) self.set({ pool, model }, capacity);
    },
  );
  gauge('nodes', 'Nodes by pool and state (ready, cordoned, draining, gone).', ['pool', 'state'], (self, state) => {
    for (const pool of pools) for (const name of countedStates) self.set({ pool, state: name }, 0);
    for (const node of state.fleet.nodes.values()) {
      for (const name of countedStates) self.inc({ pool: node.pool, state: name }, 0);
      self.inc({ pool: node.pool, state: countedState(node) });
    }
  });
}

function* knownModels(state: Readonly<State>): Generator<string> {
  for (const node of state.fleet.nodes.values()) yield* node.models.keys();
}
