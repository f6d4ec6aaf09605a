import { ActiveSet } from './active-set.ts';
import { rowsOf } from './choose-rows.ts';
import type { BatchKey } from './decisions.ts';
import { FairKeys } from './fair-keys.ts';
import type { KeyQueue } from './key-queue.ts';
import { LateTurns } from './late-turns.ts';
import type { Waiting } from './outlook.ts';

/** A key with work that nothing is needed for gets this part of what one gets that needs the whole device. */
const leastWeight = 1 / 32;

/** What the next call is to be. */
export interface Choice {
  readonly queue: KeyQueue;
  /** Of its key, for what it is charged. */
  readonly weight: number;
  readonly picked: readonly Waiting[];
  /** Whether it leaves a sample behind that is late. */
  readonly isLateLeft: boolean;
  /** Whether nobody is left behind: until something happens there is nothing to decide. */
  readonly goesOn: boolean;
}

/** Chooses calls: whose deadlines are kept, whose turn it is, and who steps together. */
export class CallChooser {
  readonly #active = new ActiveSet();
  readonly #fairKeys = new FairKeys();
  readonly #lateTurns = new LateTurns();

  /** The next call of those that wait for a step, by key; undefined when nobody does. */
  choose(queues: readonly KeyQueue[], nowMs: number): Choice | undefined {
    // 1. Whose deadlines can be kept, and how much of the device each key needs for them.
    const plans = new Map(this.#active.choose(queues, nowMs).map((plan) => [plan.queue.key, plan]));
    // 2. The key whose turn it is: each gets device time by its need.
    const plan = plans.get(this.#fairKeys.next(plans.keys()) ?? '');
    if (!plan) return undefined;
    // 3. As many of its samples as a call takes: who is new, who can be in time, and, where there is room, the others.
    const { queue, late, need } = plan;
    const room = 1 - [...plans.values()].reduce((sum, each) => sum + each.need, 0);
    const picked = rowsOf(plan, this.#lateTurns.isDue(queue.key), room);
    const isLateLeft = late[0] !== undefined && !picked.includes(late[0]);
    // 4. Where nobody is left behind, they may go on together. With one timestep for all, their next ones may differ.
    const isAll = queues.length === 1 && picked.length === queue.samples.length;
    const goesOn = isAll && (picked.length === 1 || picked[0]?.timestep === undefined);
    return { queue, weight: Math.max(need, leastWeight), picked, isLateLeft, goesOn };
  }

  /** What was chosen has begun. */
  begin({ queue, picked, isLateLeft }: Choice): void {
    this.#lateTurns.count(queue.key, picked.length, isLateLeft);
  }

  /** A call took so long. @param weight as it was chosen */
  charge(key: BatchKey, laneMs: number, weight: number): void {
    this.#fairKeys.charge(key, laneMs, weight);
  }

  /** Nobody is left: what comes next begins anew. */
  clear(): void {
    this.#fairKeys.clear();
  }
}
