import { objectsPrefix } from '@quartet/protos/objects.ts';
import { sql } from 'kysely';
import type { Database } from './database/schema.ts';
import { type ObjectStore, linkLifeSeconds } from './objects.ts';

/** Deleted generations a round; the others wait for the next. */
const generationsARound = 200;

/** What was removed. */
export interface Removed {
  readonly objects: number;
  readonly generations: number;
}

/**
 * Removes generations that were deleted before a time: their objects first, then all their rows at once. While there are
 * rows they are found again, so a crash at any point only means that a later round goes on. Children of their images live
 * on without a parent.
 */
export async function sweepDeleted(
  db: Database,
  objects: Pick<ObjectStore, 'keysUnder' | 'remove'>,
  before: Date,
  now: Date,
): Promise<Removed> {
  const removed = { objects: 0, generations: 0 };
  for (const [generationId, imageIds] of await deletedGenerations(db, before, now)) {
    for (const imageId of imageIds) {
      const keys = await objects.keysUnder(objectsPrefix(imageId));
      if (keys.length > 0) await objects.remove(keys);
      removed.objects += keys.length;
    }
    removed.generations += await removeRows(db, generationId);
  }
  return removed;
}

/**
 * Images by deleted generation. Not those that the outbox still has something to tell of, and not those that ended so short a
 * time ago that a node may still use a link to upload: nobody would look for that object again.
 */
async function deletedGenerations(
  db: Database,
  before: Date,
  now: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lastUpload = new Date(now.getTime() - 2 * linkLifeSeconds * 1_000);
  const rows = await db
    .selectFrom('images')
    .select(['images.id', 'images.generation_id'])
    .where('images.generation_id', 'in', (eb) =>
      eb
        .selectFrom('images as deleted')
        .innerJoin('generations', 'generations.id', 'deleted.generation_id')
        .select('generations.id')
        .distinct()
        .where('deleted.deleted_at', '<=', before)
        .where('generations.ended_at', '<=', lastUpload)
        .where(sql<boolean>`not exists (select from outbox where outbox.generation_id = generations.id)`)
        .limit(generationsARound),
    )
    .execute();
  const byGeneration = new Map<string, string[]>();
  for (const { id, generation_id: generationId } of rows) {
    byGeneration.set(generationId, [...(byGeneration.get(generationId) ?? []), id]);
  }
  return byGeneration;
}

/** Everything that hangs on the rows leaves with them; 1, or 0 when another catalog was faster. */
function removeRows(db: Database, generationId: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // In the order of all that happens to a generation.
    await tx.selectFrom('generations').select('id').where('id', '=', generationId).forUpdate().execute();
    await tx.deleteFrom('images').where('generation_id', '=', generationId).execute();
    const { numDeletedRows } = await tx.deleteFrom('generations').where('id', '=', generationId).executeTakeFirst();
    return Number(numDeletedRows);
  });
}
