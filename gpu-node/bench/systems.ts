import { Engine } from '../engine/engine.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type SimulatedNode, simulate } from './simulate.ts';
import { sum } from '@quartet/service-kit/statistics.ts';
import { type BatchingPolicy, WholeRuns } from './whole-runs.ts';
import type { BenchTask } from './workload.ts';

/** Something that serves tasks; makes a new decider for each run. */
export interface System {
  readonly name: string;
  readonly make: () => Engine | WholeRuns;
}

/** Tasks of one run. */
export interface Run {
  readonly tasks: readonly BenchTask[];
  /** Over which they come. */
  readonly lengthMs: number;
}

const sizes = [1, 2, 4, 8, 16, 32];
/** Windows that are tried, as shares of the objective of a usual picture. */
const windowShares = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5];
/** Static batches wait until they are full, yet no longer than this share of the objective: for ever would be worse. */
const staticPatience = 0.5;

/** Waits after which a picture is as good as lost, as shares of its objective. */
const timeoutShares = [0.3, 0.5, 0.7];

/**
 * The engine and what it is compared with, for one load. Static batches have their size, window batches both size and window
 * chosen by simulated runs of the very tasks that they will be measured with: what gives the most goodput, then the earliest
 * previews.
 * @param usualSloMs the objective of a usual picture
 */
export function systemsFor(runs: readonly Run[], node: SimulatedNode, usualSloMs: number): System[] {
  const fixed = sizes.map((size) => ({ size, windowMs: staticPatience * usualSloMs }));
  const [still, window] = [
    best(fixed, runs, node, usualSloMs),
    best(windows(windowShares, usualSloMs), runs, node, usualSloMs),
  ];
  return [
    { name: 'engine', make: () => new Engine() },
    { name: 'one at a time', make: () => new WholeRuns({ size: 1, windowMs: 0 }) },
    { name: `static, ${still.size}`, make: () => new WholeRuns(still) },
    { name: `window, ${window.size} or ${window.windowMs.toFixed(0)} ms`, make: () => new WholeRuns(window) },
  ];
}

/**
 * A window batcher that besides knows when it is too late, chosen as the others are: what is left of the engine's lead when
 * the others do not spend themselves on pictures that are late.
 */
export function windowWithTimeout(runs: readonly Run[], node: SimulatedNode, usualSloMs: number): System {
  const grid = windows([0, 0.05], usualSloMs).flatMap((window) =>
    timeoutShares.map((share) => ({ ...window, timeoutMs: share * usualSloMs })),
  );
  const policy = best(grid, runs, node, usualSloMs);
  return { name: `timeout, ${policy.timeoutMs.toFixed(0)} ms`, make: () => new WholeRuns(policy) };
}

function windows(shares: readonly number[], usualSloMs: number): BatchingPolicy[] {
  return sizes.flatMap((size) => shares.map((share) => ({ size, windowMs: share * usualSloMs })));
}

/** A system's figures under the virtual clock. */
export function simulateRuns(
  make: System['make'],
  runs: readonly Run[],
  node: SimulatedNode,
  longestSloMs: number,
): Figures {
  const outcomes = runs.flatMap(({ tasks, lengthMs }) => simulate(make(), tasks, node, lengthMs + longestSloMs));
  return figuresOf(outcomes, sum(runs.map(({ lengthMs }) => lengthMs)));
}

function best<Policy extends BatchingPolicy>(
  policies: readonly Policy[],
  runs: readonly Run[],
  node: SimulatedNode,
  usualSloMs: number,
): Policy {
  const tried = policies.map((policy) => ({
    policy,
    figures: simulateRuns(() => new WholeRuns(policy), runs, node, usualSloMs),
  }));
  const [first] = tried.toSorted(
    ({ figures: left }, { figures: right }) => right.goodput - left.goodput || left.previewP50Ms - right.previewP50Ms,
  );
  if (!first) throw new Error('no policy to choose from');
  return first.policy;
}
