import type { Lease, Reason, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { WorkerConnection } from './events.ts';

/**
 * All that the core remembers of one task. It is in exactly one of three situations: queued (workers wait, no lease),
 * leased (a live lease, nobody waits), or resting (neither: its history is kept for a while in case it comes back).
 */
export interface Task {
  readonly id: string;
  /** Order of arrival here; ties of acceptance are broken by it. */
  readonly sequence: number;
  /** Unknown while only a node's report has told of the task, after a takeover. */
  description: TaskDescription | undefined;
  /** Who waits for its lease. Not empty exactly while it is queued. */
  readonly workers: Set<WorkerConnection>;
  /** The live lease. At most one, whatever the nodes believe. */
  lease: Lease | undefined;
  /** Leases up to this one were named as failed by a worker: a node that still runs one is told to stop. */
  voidLease: Lease | undefined;
  /** Somebody wants it to end; never unset. */
  canceled: boolean;
  /** Node of each failed attempt by the name of its lease: worker and node may both tell of the same failure. */
  readonly failures: Map<string, string>;
  /** When a worker first asked for it. */
  firstPlacedAtMs: number;
  /** When it was last put into the queue. */
  queuedAtMs: number;
  /** What its tenant was charged for the live lease, to be corrected at the end. */
  chargedGpuMs: number;
  /** Why its last lease ended without a result; cleared by the next one. */
  lostReason: Reason | undefined;
  /** Leases granted after one that ended without a result. */
  placedAgain: number;
  placedAgainReason: Reason | undefined;
  /** What the waiting workers were last told. */
  told: { readonly position: number; readonly estimateMs: number } | undefined;
}

/** A task that a worker has described. */
export type DescribedTask = Task & { description: TaskDescription };

export function newTask(id: string, sequence: number, now: number): Task {
  return {
    id,
    sequence,
    description: undefined,
    workers: new Set(),
    lease: undefined,
    voidLease: undefined,
    canceled: false,
    failures: new Map(),
    firstPlacedAtMs: now,
    queuedAtMs: now,
    chargedGpuMs: 0,
    lostReason: undefined,
    placedAgain: 0,
    placedAgainReason: undefined,
    told: undefined,
  };
}

export function isDescribed(task: Task): task is DescribedTask {
  return task.description !== undefined;
}

/** Steps that a lease of the task has to take: those behind a checkpoint are done. */
export function stepsLeftOf({ steps, stepsDone }: Pick<TaskDescription, 'steps' | 'stepsDone'>): number {
  return Math.max(0, steps - stepsDone);
}

/** First accepted goes first. */
export function compareByAcceptance(a: DescribedTask, b: DescribedTask): number {
  return a.description.acceptedAtMs - b.description.acceptedAtMs || a.sequence - b.sequence;
}

/** Whether its tenant shares with others of the same plan what they get together. */
export function isFreePlan({ plan }: Pick<TaskDescription, 'plan'>): boolean {
  return plan === 'PLAN_FREE';
}
