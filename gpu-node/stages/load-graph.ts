import type { StepTimes } from '../engine/step-times.ts';
import { firstOutput } from '../runtime/join-feeds.ts';
import { measureSteps } from './measure-steps.ts';
import type { LoadOptions } from './stage-model.ts';

/** Calls of these graphs take tenths of a second on a few cores: a node's start does not wait for more of them. */
const measureLimitMs = 1_000;

/** [channels, height, width] of what a graph takes and gives for one sample. */
export interface GraphShapes {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * Loads a graph from picture to picture, input `image`, and measures how long calls take, by batch size.
 * @param stepTimes where the times go
 * @throws Error when the graph does not load, does not run, or gives another shape
 */
export async function loadGraph(
  graph: string,
  { lanes, session: settings, batchCap }: LoadOptions,
  stepTimes: StepTimes,
  { from, to }: GraphShapes,
): Promise<void> {
  await lanes.steps.do({ kind: 'load', graph, settings });
  const size = from.reduce((product, side) => product * side, 1);
  const call = async (batch: number): Promise<number> => {
    const image = { type: 'float32', data: new Float32Array(batch * size).fill(0.5), dims: [batch, ...from] } as const;
    const { result, runMs } = await lanes.steps.do({ kind: 'run', graph, feeds: { image } });
    const [want, have] = [[batch, ...to], firstOutput(result).dims].map((dims) => dims.join('x'));
    if (have !== want) throw new Error(`the graph gives ${have} where ${want} is expected`);
    return runMs;
  };
  await measureSteps(stepTimes, { batchCap, turns: 2, limitMs: measureLimitMs, whilePaying: true, call });
}
