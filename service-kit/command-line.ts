/** What commands for a terminal share. */

/** A command was not called as its help says. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The one word that a command takes. @throws UsageError */
export function onlyWord(words: readonly string[], name: string): string {
  const [word] = words;
  if (word === undefined || words.length > 1) throw new UsageError(`one ${name} is needed`);
  return word;
}

/** Rows as lines, their cells in columns; the first row is the heading. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
