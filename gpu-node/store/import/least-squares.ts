/**
 * The matrix X that minimises |A X - B|, by the normal equations and Gauss-Jordan elimination with pivoting. Good for the
 * few, well-conditioned columns it is used for.
 *
 * @param a rows of inputs
 * @param b rows of targets, as many
 * @returns one row for each column of `a`
 * @throws Error when the columns of `a` depend on each other
 */
export function leastSquares(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  const columns = a[0]?.length ?? 0;
  const outputs = b[0]?.length ?? 0;
  const augmented = Array.from({ length: columns }, () => Array.from({ length: columns + outputs }, () => 0));
  for (const [index, row] of a.entries()) {
    const all = [...row, ...(b[index] ?? [])];
    for (const [i, line] of augmented.entries()) {
      for (const [j, value] of all.entries()) line[j] = (line[j] ?? 0) + (row[i] ?? 0) * value;
    }
  }
  for (let pivot = 0; pivot < columns; pivot += 1) {
    const best = augmented
      .slice(pivot)
      .reduce((found, line) => (Math.abs(line[pivot] ?? 0) > Math.abs(found[pivot] ?? 0) ? line : found));
    augmented.splice(augmented.indexOf(best), 1);
    augmented.splice(pivot, 0, best);
    const head = best[pivot] ?? 0;
    if (Math.abs(head) < 1e-12) throw new Error('the columns depend on each other');
    for (const [j, value] of best.entries()) best[j] = value / head;
    for (const line of augmented) {
      if (line === best) continue;
      const factor = line[pivot] ?? 0;
      for (const [j, value] of best.entries()) line[j] = (line[j] ?? 0) - factor * value;
    }
  }
  return augmented.map((line) => line.slice(columns));
}
