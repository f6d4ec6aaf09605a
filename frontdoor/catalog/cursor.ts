/** Opaque cursors for keyset pagination over (created_at, id), newest first. */
import { ReasonError } from '@quartet/protos/reasons.ts';

/** The sort key of a page's last row. `createdAt` has whole milliseconds, as the columns do: else pages would skip rows. */
export interface Keyset {
  readonly createdAt: Date;
  readonly id: string;
}

export function formatCursor(keyset: Keyset): string {
  return Buffer.from(`${keyset.createdAt.getTime()}.${keyset.id}`).toString('base64url');
}

/**
 * Reads a cursor; undefined for the empty one of a first page. Throws `invalid_field` for what was never given out, such as
 * a time of more digits than a clock has before 2286.
 */
export function parseCursor(cursor: string): Keyset | undefined {
  if (cursor === '') return undefined;
  const match = /^(\d{1,13})\.([a-z]{3}_[0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match?.[1] || !match[2]) {
    throw new ReasonError('REASON_INVALID_FIELD', { field: 'cursor', expected: 'next_cursor of an earlier page' });
  }
  return { createdAt: new Date(Number(match[1])), id: match[2] };
}

/** A page's rows and the cursor of the next, from one row more than the page may hold. */
export function pageOf<Row extends { created_at: Date; id: string }>(
  rows: readonly Row[],
  limit: number,
): { rows: readonly Row[]; nextCursor: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? formatCursor({ createdAt: last.created_at, id: last.id }) : '';
  return { rows: page, nextCursor };
}

/** A page's size as asked: 1 to 100, 50 when not said. */
export const pageLimit = (limit: number): number => Math.min(limit || 50, 100);
