/** Steps of the load that come every day. */

export const dayMs = 86_400_000;

/** For so long from a time of each day on, so many times as much work comes as would otherwise. */
export interface DayStep {
  /** From midnight UTC. */
  readonly atMs: number;
  readonly lengthMs: number;
  readonly times: number;
}

/** How many times as much work is to be ready for now: what comes within `aheadMs` counts. @param timeOfDayMs from midnight UTC */
export function stepFactor(steps: readonly DayStep[], timeOfDayMs: number, aheadMs: number): number {
  const near = steps.filter(({ atMs, lengthMs }) => modulo(timeOfDayMs + aheadMs - atMs) < lengthMs + aheadMs);
  return Math.max(1, ...near.map(({ times }) => times));
}

function modulo(ms: number): number {
  return ((ms % dayMs) + dayMs) % dayMs;
}
