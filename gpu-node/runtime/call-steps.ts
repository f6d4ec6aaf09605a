import type { Constants } from './constants.ts';
import { firstOutput, joinFeeds, partOf } from './join-feeds.ts';
import type { Lane } from './lane.ts';
import type { LaneJob, LaneOutput, StepFeeds } from './lane-messages.ts';
import type { Sample } from './sample.ts';

/** A sample at a step. */
export interface SampleStep {
  readonly sample: Sample;
  /** From 0. */
  readonly step: number;
}

/** What one sample gives to a call. */
export interface CallPart {
  /** Of each of its rows. */
  readonly feeds: StepFeeds;
  /** Undefined where there are none, and the sample is one row. */
  readonly constants: Constants | undefined;
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
  if (padTo < steps.length) throw new RangeError(`${steps.length} samples in a call of ${padTo}`);
  const padded = [...steps, ...Array.from({ length: padTo - steps.length }, () => first)];
  const parts = padded.map(({ sample, step }) => ({ feeds: sample.feeds(step), constants: sample.constants?.() }));
  const { output, laneMs } = await callGraph(lane, graph, parts);
  return { outputs: steps.map((_, index) => partOf(output, index, padTo)), laneMs };
}

/**
 * One call of a graph with these parts, whose inputs have the same names and shapes.
 * @returns what came of all of them, in order, and how long the call took on its lane
 * @throws LaneError
 */
export async function callGraph(
  lane: Pick<Lane, 'do'>,
  graph: string,
  parts: readonly CallPart[],
): Promise<{ readonly output: LaneOutput; readonly laneMs: number }> {
  const job = callJob(graph, parts);
  const buffers = Object.values(job.feeds).map(({ data }) => data.buffer as ArrayBuffer);
  const { result, runMs } = await lane.do(job, buffers);
  return { output: firstOutput(result), laneMs: runMs };
}

/** What a lane is asked to do; its feeds are copies. */
export function callJob(graph: string, parts: readonly CallPart[]): Extract<LaneJob, { kind: 'run' }> {
  const feeds = joinFeeds(parts.flatMap((part) => part.constants?.rows.map(() => part.feeds) ?? part.feeds));
  const constants = parts.flatMap((part) => part.constants ?? []);
  if (constants.length === 0) return { kind: 'run', graph, feeds };
  const key = constants.map(({ id }) => id).join(' ');
  return { kind: 'run', graph, feeds, constants: { key, rows: constants.flatMap(({ rows }) => rows) } };
}
