/** Idempotency keys: a repeat within a day answers with the first generation. */
import { sql } from 'kysely';
import type { Database, Tx } from '../database/schema.ts';

const retentionMs = 24 * 3_600_000;

/**
 * What a key of this person was first used for, and whether that was deleted since; undefined for a fresh or forgotten key.
 * It is forgotten with a deleted generation that is swept, too.
 */
export function findIdempotent(
  tx: Tx,
  ownerId: string,
  key: string,
  now: Date,
): Promise<{ generation_id: string; options_hash: Buffer; deleted: boolean } | undefined> {
  return tx
    .selectFrom('idempotency')
    .select(['generation_id', 'options_hash'])
    .select(
      sql<boolean>`exists (
        select from images where images.generation_id = idempotency.generation_id and deleted_at is not null
      )`.as('deleted'),
    )
    .where('owner_id', '=', ownerId)
    .where('key', '=', key)
    .where('created_at', '>', new Date(now.getTime() - retentionMs))
    .executeTakeFirst();
}

/** Notes what a key was used for. One that was forgotten but not yet swept is taken over. */
export async function noteIdempotent(
  tx: Tx,
  row: {
    readonly owner_id: string;
    readonly key: string;
    readonly options_hash: Buffer;
    readonly generation_id: string;
  },
  now: Date,
): Promise<void> {
  const { options_hash, generation_id } = row;
  await tx
    .insertInto('idempotency')
    .values({ ...row, created_at: now })
    .onConflict((conflict) =>
      conflict.columns(['owner_id', 'key']).doUpdateSet({ options_hash, generation_id, created_at: now }),
    )
    .execute();
}

/** Sweeps keys past their day; how many. */
export async function sweepIdempotency(db: Database, now: Date): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('idempotency')
    .where('created_at', '<=', new Date(now.getTime() - retentionMs))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
