import type { CancelGenerationResponseInput, Viewer } from '@quartet/protos/generated/index.ts';
import type { CatalogContext } from '../context.ts';
import { lockOwnGeneration, markCancelAsked, shownGeneration } from '../tables/generations.ts';
import { imagesOfLocked, isOpen, markCanceled } from '../tables/images.ts';
import { addToOutbox } from '../tables/outbox.ts';
import { canceledFact, settle } from './settle.ts';

/**
 * Ends every open image of the viewer's own generation at once: that is the truth from then on, and stopping the work
 * follows. What had ended stays as it is, so a repeat changes nothing.
 */
export async function cancelGeneration(
  context: CatalogContext,
  viewer: Viewer,
  id: string,
): Promise<CancelGenerationResponseInput> {
  const at = context.now();
  const { canceled, generation } = await context.db.transaction().execute(async (tx) => {
    const generation = await lockOwnGeneration(tx, viewer, id);
    const open = (await imagesOfLocked(tx, generation.id)).filter(isOpen);
    if (open.length > 0) {
      await markCancelAsked(tx, generation.id);
      for (const image of open) await markCanceled(tx, image, at);
      await settle(tx, { id: generation.id, cancel_asked: true }, open, open.map(canceledFact), at);
      await addToOutbox(tx, generation.id, [{ kind: 'cancel_workflow' }]);
    }
    return { canceled: open.map((image) => image.id), generation };
  });
  if (canceled.length > 0) {
    context.wakeOutbox();
    const { request_id, model } = generation;
    context.metrics.ended.inc({ status: 'canceled', reason: 'none', model }, canceled.length);
    context.log.info({ request_id, generation_id: generation.id, images: canceled.length }, 'a generation is canceled');
  }
  return { generation: await shownGeneration(context.db, viewer, id), canceledImageIds: canceled };
}
