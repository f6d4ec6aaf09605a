/** How long a pool's nodes work on a model's tasks. */
import type { FleetNode } from './fleet.ts';
import { type Profile, batchOf, stepMs } from './predict.ts';
import type { State } from './state.ts';
import { type TaskCount, workOf } from './task-counts.ts';

/** What one node takes. */
interface Times {
  readonly stepMs: number;
  readonly overheadMs: number;
}

/** The models of a pool, each as a node that is between the pool's fast and slow ones gets through it. */
export class PoolTimes {
  readonly #fleet: State['fleet'];
  readonly #most: number;
  readonly #means = new Map<string, MeanTimes>();

  /** @param most samples in a call; in fewer where a node takes no more */
  constructor({ fleet }: Readonly<State>, nodes: readonly FleetNode[], most: number) {
    this.#fleet = fleet;
    this.#most = most;
    for (const node of nodes) {
      for (const [model, profile] of node.models) {
        const mean = this.#means.get(model) ?? new MeanTimes();
        mean.add(timesOf(profile, Math.min(most, node.batchCap, node.taskCap)));
        this.#means.set(model, mean);
      }
    }
  }

  /** Milliseconds of one node. */
  workMs(model: string, count: Readonly<TaskCount>): number {
    return workOf(count, this.#means.get(model)?.times ?? this.#elsewhere(model));
  }

  /** As any node has measured it, at the greatest batch it tried; else as it is guessed. */
  #elsewhere(model: string): Times {
    const profile = this.#fleet.profile(model);
    return timesOf(profile, Math.min(this.#most, profile.stepTimes.at(-1)?.batch ?? 1));
  }
}

/** The times of a node as fast as all are on average. */
class MeanTimes {
  #count = 0;
  /** In a millisecond. */
  #steps = 0;
  #overheads = 0;

  add(times: Times): void {
    this.#count += 1;
    this.#steps += 1 / times.stepMs;
    this.#overheads += 1 / times.overheadMs;
  }

  get times(): Times {
    return { stepMs: this.#count / this.#steps, overheadMs: this.#count / this.#overheads };
  }
}

/** A sample's part of a call, and what a task takes beside its steps. */
function timesOf(profile: Profile, nodeCap: number): Times {
  const batch = batchOf(profile, nodeCap);
  return { stepMs: stepMs(profile, batch) / batch, overheadMs: profile.overheadMs };
}
