import { firstOutput, joinFeeds, partOf } from './join-feeds.ts';
import type { LaneOutput } from './lane-messages.ts';
import type { Sample } from './sample.ts';

/** A sample at a step. */
export interface SampleStep {
  readonly sample: Sample;
  /** From 0. */
  readonly step: number;
}

/**
 * One call of a graph with these samples, which are of one key. Where calls have a fixed number of samples, copies of the
 * first fill it up, and what comes of them is dropped.
 * @returns what came of each sample, in order, and how long the call took on its lane
 * @throws LaneError
 */
export async function callSteps(
  steps: readonly SampleStep[],
): Promise<{ readonly outputs: readonly LaneOutput[]; readonly laneMs: number }> {
  const [first] = steps;
  if (!first) throw new Error('a call without samples');
  const { graph, lane, padTo = steps.length } = first.sample;
  const feeds = joinFeeds(
    steps.map(({ sample, step }) => sample.feeds(step)),
    padTo,
  );
  const buffers = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer);
  const { result, runMs } = await lane.do({ kind: 'run', graph, feeds }, buffers);
  const output = firstOutput(result);
  return { outputs: steps.map((_, index) => partOf(output, index, padTo)), laneMs: runMs };
}
