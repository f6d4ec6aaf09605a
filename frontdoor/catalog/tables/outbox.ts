/** The outbox: what a transaction wants done outside the database. Rows leave when it is done. */
import { sql } from 'kysely';
import type { Database, OutboxRow, OutboxTask, Tx } from '../database/schema.ts';

/** Lays tasks of one generation into the outbox, in order. */
export async function addToOutbox(db: Database, generationId: string, tasks: readonly OutboxTask[]): Promise<void> {
  await db
    .insertInto('outbox')
    .values(
      tasks.map((task) => ({
        kind: task.kind,
        generation_id: generationId,
        fact: task.kind === 'publish_fact' ? JSON.stringify(task.fact) : null,
      })),
    )
    .execute();
}

/**
 * The oldest rows of some kinds that are due, locked until the transaction ends; rows locked by others are passed over. The
 * column has whole milliseconds: a row of this very moment may have been rounded up, and is due.
 */
export function claimOutbox(tx: Tx, kinds: readonly OutboxTask['kind'][], limit: number): Promise<OutboxRow[]> {
  return tx
    .selectFrom('outbox')
    .selectAll()
    .where('kind', 'in', kinds)
    .where('due_at', '<=', sql<Date>`now() + interval '1 millisecond'`)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function removeFromOutbox(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('outbox').where('id', 'in', ids).execute();
}

/** Puts rows that failed off: half a second, then twice as long each time, up to 5: a part that is back is used soon. */
export async function postponeInOutbox(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('outbox')
    .set({
      attempts: sql`attempts + 1`,
      due_at: sql`now() + least(5, power(2, least(attempts, 9)) / 2) * interval '1 second'`,
    })
    .where('id', 'in', ids)
    .execute();
}

/** How many rows wait, and since when the oldest does, by kind. */
export function outboxLengths(db: Database): Promise<{ kind: OutboxTask['kind']; rows: number; oldest: Date }[]> {
  return db
    .selectFrom('outbox')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('rows'), eb.fn.min('created_at').as('oldest')])
    .groupBy('kind')
    .execute();
}

/**
 * Sweeps publications about generations that ended before a time: Redis was away for so long that nobody reads them any more.
 * Workflows are never swept. How many.
 */
export async function sweepOutbox(db: Database, before: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('outbox')
    .using('generations')
    .whereRef('generations.id', '=', 'outbox.generation_id')
    .where('outbox.kind', 'in', ['publish_fact', 'announce_visibility'])
    .where('outbox.created_at', '<', before)
    .where('generations.ended_at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
