/** Finds the settings that a comparison is made with. */
import { type Day, type Days, type FigureName, playQueue } from './comparison.ts';

/**
 * The smallest fixed fleet that has a share of the requests in time. Of fleets of neighbouring sizes a larger one may by chance have
 * a little less in time; the search takes them to be ordered.
 * @param nodes of the fleet that the load is made for: the size is looked for from there to four times that
 */
export function smallestFixed(nodes: number, share: number, play: (count: number) => Day): Day {
  let [tooFew, enough] = [nodes - 1, 4 * nodes];
  let found: Day | undefined;
  while (enough - tooFew > 1) {
    // Most likely it is nearer to the lower end.
    const count = Math.max(tooFew + 1, Math.floor((2 * tooFew + enough) / 3));
    const day = play(count);
    if (day.attainment >= share) [enough, found] = [count, day];
    else tooFew = count;
  }
  return found ?? play(enough);
}

/** What follows the queue, with what target, and what came of it. */
export interface Tuned {
  readonly by: 'HPA' | 'KEDA';
  readonly figure: FigureName;
  readonly target: number;
  readonly day: Day;
}

/** Tasks for each node: more of them wait and run than only wait. */
const grids = {
  waiting: [0.5, 1, 2, 4],
  'waiting and running': [1, 2, 3, 4, 5, 6],
} as const satisfies Record<FigureName, readonly number[]>;
/** Node-hours that are as good as equal. */
export const equalHours = 1.05;
const refinements = 3;

/**
 * Plays HPAs and KEDA with each target of the grid. Where none of a figure's targets takes as many node-hours as ours, those
 * between the two that enclose it are played too.
 */
export function tune(days: Days, ours: Day, print: (name: string, day: Day) => Day): Tuned[] {
  const played: Tuned[] = [];
  for (const by of ['HPA', 'KEDA'] as const) {
    for (const figure of Object.keys(grids) as FigureName[]) {
      const playTarget = (target: number): Tuned => {
        const day = print(`${by}, ${figure}, ${target.toPrecision(3)} a node`, playQueue(days, by, figure, target));
        return { by, figure, target, day };
      };
      const row: Tuned[] = grids[figure].map(playTarget);
      for (let round = 0; round < refinements && !row.some(({ day }) => isAsCostly(day, ours)); round += 1) {
        row.sort((a, b) => a.target - b.target);
        const costlier = row.findLast(({ day }) => day.nodeHours > ours.nodeHours);
        const cheaper = row.find(({ day }) => day.nodeHours < ours.nodeHours);
        if (!costlier || !cheaper) break;
        row.push(playTarget(Math.sqrt(costlier.target * cheaper.target)));
      }
      played.push(...row);
    }
  }
  return played;
}

/** Whether two days took about as many node-hours. */
export function isAsCostly(day: Day, other: Day): boolean {
  return day.nodeHours <= equalHours * other.nodeHours && other.nodeHours <= equalHours * day.nodeHours;
}
