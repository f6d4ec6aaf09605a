/**
 * The value below which a share of the values lies, by the nearest rank: always one of them. NaN of none.
 * @param share 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  const rank = Math.max(Math.ceil(share * values.length), 1);
  return values.toSorted((left, right) => left - right)[rank - 1] ?? Number.NaN;
}

/** The middle value; of an even number of values the lower of the two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
