/** The few shapes that the dashboard's queries have. `by` names the labels that are kept; all the others are summed over. */

/** Only what concerns the chosen models. */
export const chosenModels = 'model=~"$model"';

/** What a query looks at, beside its metric. */
export interface Selection {
  /** Labels that are kept; none for one sum of all. */
  readonly by?: readonly string[];
  /** Label matchers, without braces. */
  readonly where?: string;
}

/** How fast a counter grows, a second. */
export function perSecond(counter: string, { by = [], where = '' }: Selection = {}): string {
  return `sum${grouping(by)} (${rate(counter, where)})`;
}

/** An estimate of the q-quantile of a histogram's latest observations; nothing while there are none. */
export function quantile(q: number, histogram: string, { by = [], where = '' }: Selection = {}): string {
  return `histogram_quantile(${q}, sum${grouping(['le', ...by])} (${rate(`${histogram}_bucket`, where)}))`;
}

/** The mean of a histogram's latest observations; nothing while there are none. */
export function mean(histogram: string, selection: Selection = {}): string {
  return `${perSecond(`${histogram}_sum`, selection)} / ${perSecond(`${histogram}_count`, selection)}`;
}

/** A gauge summed over processes. */
export function sum(gauge: string, { by = [], where = '' }: Selection = {}): string {
  return `sum${grouping(by)} (${gauge}${braces(where)})`;
}

/**
 * A gauge of the schedulers that lead. A standby has no state of the fleet, and one that has lost the lead may still show
 * what it last knew.
 */
export function ofLeader(gauge: string, where = ''): string {
  return `(${gauge}${braces(where)} and on (job, instance) quartet_scheduler_leader == 1)`;
}

function rate(counter: string, where: string): string {
  return `rate(${counter}${braces(where)}[$__rate_interval])`;
}

function grouping(by: readonly string[]): string {
  return by.length > 0 ? ` by (${by.join(', ')})` : '';
}

function braces(where: string): string {
  return where ? `{${where}}` : '';
}
