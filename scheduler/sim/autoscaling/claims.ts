/** What is said of wanted nodes, and whether it is so. */
import type { Day } from './comparison.ts';
import { type Tuned, equalHours, isAsCostly } from './search.ts';

export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
}

const [pointsLess, hoursShare, timesFewer] = [0.5, 0.6, 3];

/**
 * @param fixed the smallest fixed fleet that has 99 % in time
 * @param tuned what follows the queue, each setting that was tried
 */
export function claimsOf(fixed: Day, ours: Day, tuned: readonly Tuned[]): Claim[] {
  const points = 100 * (fixed.attainment - ours.attainment);
  const hours = ours.nodeHours / fixed.nodeHours;
  return [
    {
      claim: `in time ${points.toFixed(2)} points less than the fixed fleet's: at most ${pointsLess}`,
      holds: points <= pointsLess,
    },
    { claim: `${hours.toFixed(3)} times its GPU-hours: at most ${hoursShare}`, holds: hours <= hoursShare },
    ...(['HPA', 'KEDA'] as const).map((by) => againstQueue(by, ours, tuned)),
  ];
}

/**
 * Against the setting that is over the objectives least, of those that take about as many node-hours as ours does, and of those that
 * take fewer: whoever spends more may do better, and is printed above.
 */
function againstQueue(by: Tuned['by'], ours: Day, tuned: readonly Tuned[]): Claim {
  const affordable = tuned.filter((each) => each.by === by && each.day.nodeHours <= equalHours * ours.nodeHours);
  const [best] = affordable.toSorted((a, b) => a.day.overSeconds - b.day.overSeconds);
  if (!best) return { claim: `${by}: no target takes as little as ours`, holds: false };
  const times = best.day.overSeconds / ours.overSeconds;
  const anyoneTimes = best.day.anyoneSeconds / ours.anyoneSeconds;
  const hours = ours.nodeHours / best.day.nodeHours;
  return {
    claim:
      `${times.toFixed(1)} times fewer seconds over SLO than ${by} on ${best.figure}, ${best.target.toPrecision(3)} a node, at ` +
      `${hours.toFixed(3)} times its node-hours: at least ${timesFewer}, at most ${equalHours} ` +
      `(anyone late: ${anyoneTimes.toFixed(1)} times fewer seconds)`,
    holds: times >= timesFewer && isAsCostly(best.day, ours),
  };
}
