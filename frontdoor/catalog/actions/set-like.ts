import type { SetLikeResponseInput, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { visibleTo } from '../../policy/visibility.ts';
import type { CatalogContext } from '../context.ts';
import type { Tx } from '../database/schema.ts';
import { lookupId } from '../ids.ts';
import { imageOf, shownImage } from '../tables/shown-images.ts';

/**
 * Has the viewer like an image, or no longer; a repeat changes nothing. Refused with `not_found` for one they may not see,
 * then with `conflict` for one that is not ready.
 */
export async function setLike(
  { db }: CatalogContext,
  viewer: Viewer,
  imageId: string,
  liked: boolean,
): Promise<SetLikeResponseInput> {
  if (!viewer.userId) throw new ReasonError('REASON_UNAUTHENTICATED');
  const id = lookupId('img', imageId);
  await db.transaction().execute(async (tx) => {
    // The image's lock orders likes of it, so that the count is exact; an invisible image is not even waited for.
    const image = await tx
      .selectFrom('images')
      .select('status')
      .where('id', '=', id)
      .where(visibleTo(viewer))
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!image) throw new ReasonError('REASON_NOT_FOUND');
    if (image.status !== 'ready') throw new ReasonError('REASON_CONFLICT');
    const change = liked ? await addLike(tx, id, viewer) : -(await removeLike(tx, id, viewer));
    if (change === 0) return;
    await tx
      .updateTable('images')
      .set((eb) => ({ likes: eb('likes', '+', change) }))
      .where('id', '=', id)
      .execute();
  });
  return { image: imageOf(await shownImage(db, viewer, id), viewer) };
}

/** How many rows that made: 0 for a repeat. */
async function addLike(tx: Tx, imageId: string, { userId }: Viewer): Promise<number> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('likes')
    .values({ image_id: imageId, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

async function removeLike(tx: Tx, imageId: string, { userId }: Viewer): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('likes')
    .where('image_id', '=', imageId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
