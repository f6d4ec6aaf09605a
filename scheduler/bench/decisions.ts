/**
 * How many leases a second the core grants, beside a scheduler that looks through its whole queue and fleet for each, in the
 * same process: `node --import tsx scheduler/bench/decisions.ts`.
 */
import { performance } from 'node:perf_hooks';
import { Scheduler } from '../core/scheduler.ts';
import { soloGpuMs } from '../core/predict.ts';
import { aReport, aTask } from '../testing.ts';

const taskCap = 4;
const cases = [
  { tasks: 1_000, nodes: 100 },
  { tasks: 10_000, nodes: 100 },
  { tasks: 20_000, nodes: 100 },
  { tasks: 10_000, nodes: 1_000 },
];

/** Tasks of as many tenants as a tenth of the tasks. */
function someTasks(count: number) {
  return Array.from({ length: count }, (_, index) =>
    aTask(`img_${index}`, { tenantId: `usr_${index % (count / 10)}`, acceptedAtMs: index }),
  );
}

/** Queues all tasks, then lets nodes end what they run until all have had their lease. Gives leases a second. */
function measureCore(taskCount: number, nodeCount: number): number {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  for (const description of someTasks(taskCount)) {
    core.apply({ kind: 'task_placed', worker: 'worker-1', description }, 0);
  }
  let now = 2_000;
  let granted = 0;
  const startedAt = performance.now();
  while (granted < taskCount) {
    for (let index = 0; index < nodeCount; index += 1) {
      const residents = core.state.fleet.nodes.get(`node-${index}`)?.residents.values() ?? [];
      const ended = Array.from(residents, ({ lease }) => ({ lease, gpuMs: 1_200 }));
      core.apply(
        { kind: 'node_reported', connection: `node-${index}`, report: aReport(`node-${index}`, { ended }) },
        now,
      );
      granted += core.decide(now).filter(({ kind }) => kind === 'leased').length;
    }
    now += 1_000;
  }
  return taskCount / ((performance.now() - startedAt) / 1_000);
}

/** The same rule without an index: for each lease every waiting task and every node is looked at. */
function measureNaive(taskCount: number, nodeCount: number): number {
  const waiting = someTasks(taskCount);
  const tags = new Map<string, number>();
  const nodes = Array.from({ length: nodeCount }, () => ({ running: 0 }));
  const [profile] = aReport('').models;
  const startedAt = performance.now();
  let granted = 0;
  // A few hundred leases show the pace of a full queue; all of them would take minutes.
  const enough = Math.min(taskCount, 300);
  while (granted < enough) {
    for (const ending of nodes) {
      ending.running = 0;
      while (ending.running < taskCap && granted < enough) {
        const next = waiting.reduce((a, b) => ((tags.get(b.tenantId) ?? 0) < (tags.get(a.tenantId) ?? 0) ? b : a));
        const node = nodes.reduce((a, b) => (b.running < a.running ? b : a));
        waiting.splice(waiting.indexOf(next), 1);
        tags.set(next.tenantId, (tags.get(next.tenantId) ?? 0) + (profile ? soloGpuMs(profile, next.steps) : 0));
        node.running += 1;
        granted += 1;
      }
    }
  }
  return granted / ((performance.now() - startedAt) / 1_000);
}

measureCore(1_000, 10);
measureNaive(1_000, 10);
console.table(
  cases.map(({ tasks, nodes }) => {
    const [core, naive] = [measureCore(tasks, nodes), measureNaive(tasks, nodes)];
    return {
      'queued tasks': tasks,
      nodes,
      'core leases/s': Math.round(core),
      'linear scan leases/s': Math.round(naive),
      ratio: Number((core / naive).toFixed(1)),
    };
  }),
);
