import { objectiveMs } from './outcomes.ts';
import type { Outcome } from './simulation.ts';

/** For how long requests were late. */
export interface Lateness {
  /** How long after its objective each request was finished, all together, milliseconds. */
  readonly sumMs: number;
  /** All time in which at least one request was beyond its objective and not finished, milliseconds. */
  readonly anyMs: number;
}

/** How late what was finished was. A request that was never finished counts to the end of time. */
export function latenessOf(outcomes: readonly Outcome[]): Lateness {
  const late = outcomes
    .map(({ request, finishedMs = Infinity }) => ({
      fromMs: request.atMs + objectiveMs(request),
      toMs: request.atMs + finishedMs,
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  let [anyMs, sumMs, countedToMs] = [0, 0, -Infinity];
  for (const { fromMs, toMs } of late) {
    sumMs += toMs - fromMs;
    anyMs += Math.max(0, toMs - Math.max(fromMs, countedToMs));
    countedToMs = Math.max(countedToMs, toMs);
  }
  return { anyMs, sumMs };
}
