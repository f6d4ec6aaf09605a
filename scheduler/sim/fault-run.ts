import type { Lease, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Uniform } from '@quartet/service-kit/random.ts';
import { Scheduler } from '../core/scheduler.ts';
import { Cell } from './cell/cell.ts';
import { SimCatalog } from './cell/sim-catalog.ts';
import { orphanGraceMs } from './cell/node-tasks.ts';
import { standardFaults } from './faults/all.ts';
import type { Fault } from './faults/fault.ts';
import { invariants } from './invariants/all.ts';
import { type Invariant, Violation } from './invariants/invariant.ts';
import { stream } from './mixes/draws.ts';
import { cardOf } from './mixes/fleet.ts';
import { modelName } from './sim-models.ts';

/** How much of everything a run has. */
export interface FaultRunPlan {
  readonly seed: number;
  readonly nodes: number;
  readonly tasks: number;
  /** Models that tasks ask for, by rank: more often where they are named more often. */
  readonly ranks: readonly number[];
  /** How long things go wrong. */
  readonly faultMs: number;
  readonly faults: readonly Fault[];
  readonly invariants: readonly Invariant[];
  readonly makeCore: () => Scheduler;
  readonly makeCatalog: (recorded: (lease: Lease) => void) => SimCatalog;
}

/** What became of a run in which all was as it must be. */
export interface FaultRunResult {
  readonly ready: number;
  readonly failed: number;
  readonly canceled: number;
  /** Virtual time, to the end of the last task. */
  readonly endedMs: number;
}

/** When no fault has been for so long and a task has not ended, it never will, milliseconds. */
const convergeMs = 1_800_000;
/** Between two looks at all nodes, milliseconds. */
const lookMs = 1_000;
/** Models of several sizes; only the large cards hold the last. */
const ranks = [2, 2, 3, 3, 1, 5];
const tenants = [
  { tenantId: 'free-1', plan: 'PLAN_FREE', weight: 4, paintingLimit: 4, aim: 20 },
  { tenantId: 'free-2', plan: 'PLAN_FREE', weight: 4, paintingLimit: 4, aim: 20 },
  { tenantId: 'plus-1', plan: 'PLAN_PLUS', weight: 8, paintingLimit: 32, aim: 5 },
  { tenantId: 'pro-1', plan: 'PLAN_PRO', weight: 16, paintingLimit: 128, aim: 3 },
] as const;

/** A cell of a size that the seed gives. */
export function planOf(seed: number, faults: readonly Fault[] = standardFaults): FaultRunPlan {
  const uniform = stream(seed, 0);
  const nodes = 3 + Math.floor(uniform() * 18);
  const tasks = 20 + Math.floor(uniform() * 181);
  return {
    seed,
    nodes,
    tasks,
    ranks,
    faultMs: 90_000,
    faults,
    invariants,
    makeCore: () => new Scheduler(),
    makeCatalog: (recorded) => new SimCatalog(recorded),
  };
}

/**
 * Lets things go wrong in a small cell for a while, then nothing any more, and sees whether all that must stay true does, and
 * whether every task comes to its end. The seed decides all.
 * @throws Violation when it is not so
 */
export function faultRun(plan: FaultRunPlan): FaultRunResult {
  const { seed, faultMs } = plan;
  const cell = new Cell(stream(seed, 1), [...new Set(plan.ranks)], plan);
  for (const { watch } of plan.invariants) cell.watch(watch(cell));
  cell.start();
  startNodes(cell, plan, stream(seed, 2));
  submitTasks(cell, plan, stream(seed, 3));
  for (const [index, fault] of plan.faults.entries()) fault(cell, faultMs, stream(seed, 4 + index));
  // Times are sums: what ends with the faults may do so a moment later.
  runUntil(cell, faultMs + 1, () => false);
  if (!cell.network.isSound) throw new Error('a fault goes on after its time');
  cell.calmSinceMs = faultMs;
  const { catalog } = cell.parts;
  runUntil(cell, faultMs + convergeMs, () => catalog.open.size === 0);
  if (catalog.open.size > 0) throw new Violation('liveness', `${[...catalog.open].join(', ')} did not end`);
  const endedMs = cell.agenda.nowMs;
  // What nobody wants any more may live on for the orphan grace, and is over after it.
  const isIdle = (): boolean => [...cell.nodes.values()].every((node) => !node.isAlive || node.leases.length === 0);
  for (let atMs = endedMs; atMs < endedMs + 2 * orphanGraceMs && !isIdle(); atMs += lookMs)
    runUntil(cell, atMs, () => false);
  if (!isIdle()) throw new Violation('liveness', 'a node runs what nobody wants');
  const count = (end: string): number => [...catalog.ends.values()].filter((each) => each === end).length;
  return { ready: count('ready'), failed: count('failed'), canceled: count('canceled'), endedMs };
}

function runUntil(cell: Cell, untilMs: number, isOver: () => boolean): void {
  while (cell.agenda.nowMs < untilMs && !isOver() && cell.agenda.next());
}

/** A standard fleet, each node with room for one to eight tasks. */
function startNodes(cell: Cell, { nodes }: FaultRunPlan, uniform: Uniform): void {
  for (let number = 0; number < nodes; number += 1) {
    const plan = { number, card: cardOf(number), taskCap: 1 + Math.floor(uniform() * 8) };
    cell.after(uniform() * 1_000, () => cell.startNode(plan));
  }
}

function submitTasks(cell: Cell, { tasks, ranks, faultMs }: FaultRunPlan, uniform: Uniform): void {
  for (let number = 0; number < tasks; number += 1) {
    const rank = ranks[Math.floor(uniform() * ranks.length)] ?? 2;
    const tenant = tenants[Math.floor(uniform() * tenants.length)] ?? tenants[0];
    const steps = 4 + Math.floor(uniform() * 27);
    cell.after(uniform() * faultMs, () => cell.submit(describe(`img_${number}`, rank, steps, tenant)));
  }
}

function describe(
  taskId: string,
  rank: number,
  steps: number,
  tenant: (typeof tenants)[number],
): Omit<TaskDescription, 'acceptedAtMs'> {
  return {
    ...tenant,
    taskId,
    generationId: '',
    stage: 'STAGE_PAINT',
    model: modelName(rank),
    width: 1024,
    height: 1024,
    steps,
    guided: true,
    requestId: '',
    stepsDone: 0,
    images: 1,
  };
}
