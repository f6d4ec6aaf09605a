import type { CatalogContext } from '../context.ts';
import type { GenerationRow, ImageRow, Tx } from '../database/schema.ts';
import { markCancelAsked } from '../tables/generations.ts';
import { imagesOfLocked, isOpen, markCanceled } from '../tables/images.ts';
import { addToOutbox } from '../tables/outbox.ts';
import { canceledFact, settle } from './settle.ts';

/** Ends every open image of a locked generation, has its workflow cancelled, and gives those images. */
export async function cancelOpen(tx: Tx, generation: GenerationRow, at: Date): Promise<readonly ImageRow[]> {
  const open = (await imagesOfLocked(tx, generation.id)).filter(isOpen);
  if (open.length > 0) {
    await markCancelAsked(tx, generation.id);
    for (const image of open) await markCanceled(tx, image, at);
    await settle(tx, { id: generation.id, cancel_asked: true }, open, open.map(canceledFact), at);
    await addToOutbox(tx, generation.id, [{ kind: 'cancel_workflow' }]);
  }
  return open;
}

/** Tells, after the commit, of images that were canceled; their ids. */
export function toldOfCanceled(
  { metrics, log, wakeOutbox }: CatalogContext,
  { id, request_id, model }: GenerationRow,
  canceled: readonly ImageRow[],
): string[] {
  if (canceled.length > 0) {
    wakeOutbox();
    metrics.ended.inc({ status: 'canceled', reason: 'none', model }, canceled.length);
    log.info({ request_id, generation_id: id, images: canceled.length }, 'a generation is canceled');
  }
  return canceled.map((image) => image.id);
}
