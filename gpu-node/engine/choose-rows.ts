import type { KeyPlan } from './active-set.ts';
import { type Waiting, callMs } from './outlook.ts';

/**
 * The samples of a key's next call, at most its cap. In order:
 *
 * 1. the late sample that came first, if its turn has come;
 * 2. those before their first step, the active ones first: their pictures are seen to come to be at once;
 * 3. the active ones, those with the fewest steps left first: that ends the most of them in time;
 * 4. those that could be in time if others were not, those with the fewest steps left first, and those that are late, by
 *    order of admission, as far as the device has room for the longer call.
 *
 * Where a call has one timestep for all its samples, the first of them decides which.
 *
 * @param room share of the device that nobody's deadline needs
 */
export function rowsOf({ queue, active, spare, late, rate }: KeyPlan, lateLeads: boolean, room: number): Waiting[] {
  const isFresh = ({ fresh }: Waiting): boolean => fresh;
  const begun = (samples: readonly Waiting[]): Waiting[] =>
    samples.filter((sample) => !sample.fresh).toSorted((left, right) => left.stepsLeft - right.stepsLeft);
  const turn = lateLeads ? late.slice(0, 1) : [];
  const certain = [...turn, ...active.filter(isFresh), ...spare.filter(isFresh), ...begun(active)];
  const possible = [...begun(spare), ...late.slice(turn.length)];
  const lead = certain[0] ?? possible[0];
  const joins = ({ timestep }: Waiting): boolean => timestep === lead?.timestep;
  const rows = certain.filter(joins).slice(0, queue.cap);
  const needWith = (samples: number): number => rate * callMs(queue, samples);
  const needed = needWith(rows.length);
  for (const sample of possible) {
    if (rows.length >= queue.cap || (rows.length > 0 && needWith(rows.length + 1) - needed > room)) break;
    if (joins(sample)) rows.push(sample);
  }
  return rows;
}
