import type { SetPinResponseInput, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { sql } from 'kysely';
import type { CatalogContext } from '../context.ts';
import type { Tx } from '../database/schema.ts';
import { lookupId } from '../ids.ts';
import { imageOf, shownImage } from '../tables/shown-images.ts';
import { lockUser } from '../tables/users.ts';

/**
 * Pins one of the viewer's own images to their profile, behind those they have pinned already, or unpins it; a repeat changes
 * nothing. Refused with `not_found` for an image that is not theirs, then with `conflict` for one that is not ready.
 */
export async function setPin(
  { db }: CatalogContext,
  asked: Viewer,
  imageId: string,
  pinned: boolean,
): Promise<SetPinResponseInput> {
  const id = lookupId('img', imageId);
  const viewer = await db.transaction().execute(async (tx) => {
    // One pin of a person after the other, so that each gets a place of its own; deleting waits too.
    const viewer = await lockUser(tx, asked);
    const image = await tx
      .selectFrom('images')
      .select('status')
      .where('id', '=', id)
      .where('owner_id', '=', viewer.userId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (!image) throw new ReasonError('REASON_NOT_FOUND');
    if (image.status !== 'ready') throw new ReasonError('REASON_CONFLICT');
    if (pinned) await addPin(tx, id, viewer);
    else await tx.deleteFrom('pins').where('image_id', '=', id).execute();
    return viewer;
  });
  return { image: imageOf(await shownImage(db, viewer, id), viewer) };
}

async function addPin(tx: Tx, imageId: string, { userId }: Viewer): Promise<void> {
  await tx
    .insertInto('pins')
    .values({
      image_id: imageId,
      owner_id: userId,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from pins where owner_id = ${userId})`,
    })
    .onConflict((conflict) => conflict.column('image_id').doNothing())
    .execute();
}
