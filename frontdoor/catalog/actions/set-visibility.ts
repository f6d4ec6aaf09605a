import type { SetVisibilityResponseInput, Viewer, Visibility } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type VisibilityChange, decideVisibilityChange, visibilityName } from '../../policy/visibility.ts';
import type { CatalogContext } from '../context.ts';
import { lookupId } from '../ids.ts';
import { addToOutbox } from '../tables/outbox.ts';
import { imageOf, shownImages } from '../tables/shown-images.ts';
import { lockUser } from '../tables/users.ts';

const limit = 100;

/**
 * Makes the viewer's own images public or private, told for each in the order asked. The change is in the database when this
 * answers, so it holds on the next read; open streams are told by an announcement.
 */
export async function setVisibility(
  context: CatalogContext,
  asked: Viewer,
  imageIds: readonly string[],
  visibility: Visibility,
): Promise<SetVisibilityResponseInput> {
  const wanted = visibilityName(visibility);
  if (!wanted) throw new ReasonError('REASON_INVALID_FIELD', { field: 'visibility' });
  if (imageIds.length < 1 || imageIds.length > limit) throw new ReasonError('REASON_INVALID_FIELD', { field: 'ids' });

  const lookupIds = imageIds.map((id) => lookupId('img', id));
  const { viewer, decided, announced } = await context.db.transaction().execute(async (tx) => {
    const viewer = await lockUser(tx, asked);
    const images = await tx
      .selectFrom('images')
      .select(['id', 'generation_id', 'owner_id', 'visibility', 'deleted_at'])
      .where('id', 'in', lookupIds)
      .where('owner_id', '=', viewer.userId)
      // One order for all, so that no two requests wait for each other.
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    const decided = new Map(images.map((image) => [image.id, decideVisibilityChange(viewer, image, wanted)]));
    const changed = images.filter((image) => decided.get(image.id)?.verdict === 'changed');
    if (changed.length > 0) {
      const ids = changed.map((image) => image.id);
      await tx.updateTable('images').set({ visibility: wanted }).where('id', 'in', ids).execute();
    }
    const announced = new Set(changed.map((image) => image.generation_id));
    for (const generationId of announced) await addToOutbox(tx, generationId, [{ kind: 'announce_visibility' }]);
    return { viewer, decided, announced };
  });
  if (announced.size > 0) context.wakeOutbox();

  const shown = await shownImages(context.db, viewer).where('images.id', 'in', lookupIds).execute();
  const imagesById = new Map(shown.map((row) => [row.id, imageOf(row, viewer)]));
  const notFound: VisibilityChange = { verdict: 'not_found' };
  return {
    results: imageIds.map((imageId, position) => {
      const id = lookupIds[position] ?? '';
      const change = decided.get(id) ?? notFound;
      if (change.verdict === 'not_found') return { imageId, reason: 'REASON_NOT_FOUND' };
      if (change.verdict === 'plan_required') {
        return { imageId, reason: 'REASON_PLAN_REQUIRED', requiredPlan: change.requiredPlan };
      }
      return { imageId, image: imagesById.get(id) };
    }),
  };
}
