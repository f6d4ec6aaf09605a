/** Idempotency keys: a repeat within a day answers with the first generation. */
import type { Database, Tx } from '../database/schema.ts';

const retentionMs = 24 * 3_600_000;

/** What a key of this person was first used for, or undefined for a fresh or forgotten one. */
export function findIdempotent(
  tx: Tx,
  ownerId: string,
  key: string,
  now: Date,
): Promise<{ generation_id: string; options_hash: Buffer } | undefined> {
  return tx
    .selectFrom('idempotency')
    .select(['generation_id', 'options_hash'])
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
