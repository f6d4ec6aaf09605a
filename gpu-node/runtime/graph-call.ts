import type { Constants } from './constants.ts';
import { firstOutput, joinFeeds } from './join-feeds.ts';
import type { Lane } from './lane.ts';
import type { GraphCall, LaneOutput, StepFeeds } from './lane-messages.ts';

/** What one sample gives to a call. */
export interface CallPart {
  /** Of each of its rows. */
  readonly feeds: StepFeeds;
  /** Undefined where there are none, and the sample is one row. */
  readonly constants: Constants | undefined;
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
  const call = graphCall(graph, parts);
  const buffers = Object.values(call.feeds).map(({ data }) => data.buffer as ArrayBuffer);
  const { result, runMs } = await lane.do({ kind: 'run', ...call }, buffers);
  return { output: firstOutput(result), laneMs: runMs };
}

/** The call of a graph with these parts; its feeds are copies. */
export function graphCall(graph: string, parts: readonly CallPart[]): GraphCall {
  const feeds = joinFeeds(parts.flatMap((part) => part.constants?.rows.map(() => part.feeds) ?? part.feeds));
  const constants = parts.flatMap((part) => part.constants ?? []);
  if (constants.length === 0) return { graph, feeds };
  const key = constants.map(({ id }) => id).join(' ');
  return { graph, feeds, constants: { key, rows: constants.flatMap(({ rows }) => rows) } };
}
