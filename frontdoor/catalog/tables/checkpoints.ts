/** The newest checkpoint of each image that is being made; see the migration for when rows leave. */
import type { CheckpointRow, Database } from '../database/schema.ts';

/** Keeps a checkpoint of an image unless one of as late a step is kept: whichever lease it is of, the pixels are the same. */
export async function putCheckpoint(db: Database, checkpoint: CheckpointRow): Promise<void> {
  await db
    .insertInto('checkpoints')
    .values(checkpoint)
    .onConflict((conflict) =>
      conflict
        .column('image_id')
        .doUpdateSet(checkpoint)
        .whereRef('checkpoints.step', '<', (eb) => eb.ref('excluded.step')),
    )
    .execute();
}

/** The checkpoint that is kept of an image. */
export function checkpointOf(db: Database, imageId: string): Promise<CheckpointRow | undefined> {
  return db.selectFrom('checkpoints').selectAll().where('image_id', '=', imageId).executeTakeFirst();
}

/** Some of the images that ended before a time and may still have stored checkpoints. */
export async function endedWithCheckpoints(db: Database, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('checkpoints')
    .innerJoin('images', 'images.id', 'checkpoints.image_id')
    .select('images.id')
    .where('images.ended_at', '<=', before)
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Forgets an image's checkpoint if it is the one of this digest. */
export async function forgetCheckpoint(db: Database, imageId: string, sha256: string): Promise<void> {
  await db.deleteFrom('checkpoints').where('image_id', '=', imageId).where('sha256', '=', sha256).execute();
}

/** Forgets an image's checkpoint. */
export async function deleteCheckpoint(db: Database, imageId: string): Promise<void> {
  await db.deleteFrom('checkpoints').where('image_id', '=', imageId).execute();
}
