import type { Arrivals } from './arrivals.ts';

/** One picture that is asked for. */
export interface BenchTask {
  /** From the run's beginning. */
  readonly atMs: number;
  /** All pictures of a request come at once and have one prompt. */
  readonly request: number;
  readonly steps: number;
  /** Which of the model's sizes. */
  readonly size: number;
}

/** How a model is asked for pictures. */
export interface Demand {
  /** Steps of the model for the trace's. */
  readonly stepsOf: (steps: number) => number;
  /** Which of the model's sizes a shape of the trace is. */
  readonly sizeOf: (shape: number) => number;
  /** What a step costs by size, in steps of the usual one. */
  readonly costs: readonly number[];
}

/** A stretch of the saved arrivals, laid over a run. */
export interface Stretch {
  /** The first request of the trace, counted round its end. */
  readonly from: number;
  readonly lengthMs: number;
  /** Steps of usual pictures a millisecond. */
  readonly stepsPerMs: number;
}

/**
 * The pictures of as many requests of the trace as make a run of this length, their gaps stretched so that the work that
 * comes is exactly as much as wanted: bursts stay bursts, and no run has an easier share of the trace.
 */
export function tasksOf(arrivals: Arrivals, demand: Demand, { from, lengthMs, stepsPerMs }: Stretch): BenchTask[] {
  const wanted = lengthMs * stepsPerMs;
  const tasks: BenchTask[] = [];
  let gaps = 0;
  let work = 0;
  for (let request = from; work < wanted; request += 1) {
    const at = request % arrivals.gaps.length;
    const steps = demand.stepsOf(arrivals.steps[at] ?? Number.NaN);
    const size = demand.sizeOf(arrivals.shapes[at] ?? Number.NaN);
    gaps += arrivals.gaps[at] ?? Number.NaN;
    for (let image = 0; image < (arrivals.images[at] ?? Number.NaN); image += 1) {
      tasks.push({ atMs: gaps, request, steps, size });
      work += steps * (demand.costs[size] ?? Number.NaN);
    }
  }
  // The last request is there when the run ends.
  const stretch = work / stepsPerMs / gaps;
  return tasks.map((task) => ({ ...task, atMs: task.atMs * stretch }));
}
