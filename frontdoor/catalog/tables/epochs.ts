import { sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** The next epoch of the scheduler's leadership. A sequence, so that it never goes back, whatever is rolled back. */
export async function takeEpoch(db: Database): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`select nextval('leadership_epochs') as epoch`.execute(db);
  const epoch = rows[0]?.epoch;
  if (epoch === undefined) throw new Error('the sequence gave no epoch');
  return epoch;
}
