import type { Reason } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { CatalogContext } from '../context.ts';
import type { ImageRow } from '../database/schema.ts';
import { imageFact } from '../tables/facts.ts';
import { lockGenerationOfImage, markCancelAsked } from '../tables/generations.ts';
import { imageInLocked, isOpen, markCanceled, markFailed } from '../tables/images.ts';
import { canceledFact, settle } from './settle.ts';

/**
 * Ends an image that has failed for good. A repeat is answered as the first was, whatever its reason; refused with
 * `already_ended` when the image ended otherwise. The reason `canceled` is no failure: someone has cancelled the work itself,
 * and the image ends as canceled.
 */
export async function recordFailure(
  context: CatalogContext,
  taskId: string,
  reason: Reason,
): Promise<{ factNumber: number }> {
  if (reason === 'REASON_UNSPECIFIED') throw new ReasonError('REASON_INVALID_FIELD', { field: 'reason' });
  const status = reason === 'REASON_CANCELED' ? 'canceled' : 'failed';
  const at = context.now();
  const outcome = await context.db.transaction().execute(async (tx) => {
    const generation = await lockGenerationOfImage(tx, taskId);
    const image = await imageInLocked(tx, taskId);
    if (!isOpen(image)) return { factNumber: answerOfEnded(image, status) };
    if (status === 'canceled') {
      await markCancelAsked(tx, generation.id);
      await markCanceled(tx, image, at);
      const locked = { id: generation.id, cancel_asked: true };
      return { factNumber: await settle(tx, locked, [image], [canceledFact(image)], at), generation };
    }
    await markFailed(tx, image, reasonName(reason), at);
    const fact = imageFact('FACT_KIND_IMAGE_FAILED', image, reasonName(reason));
    return { factNumber: await settle(tx, generation, [image], [fact], at), generation };
  });
  if (outcome.generation) {
    const { model, request_id, id } = outcome.generation;
    const name = status === 'failed' ? reasonName(reason) : 'none';
    context.wakeOutbox();
    context.metrics.ended.inc({ status, reason: name, model });
    const ids = { request_id, generation_id: id, image_id: taskId };
    context.log.warn({ ...ids, status, reason: reasonName(reason) }, 'an image has ended without a picture');
  }
  return { factNumber: outcome.factNumber };
}

function answerOfEnded(image: ImageRow, wanted: 'failed' | 'canceled'): number {
  if (image.status !== wanted || image.ended_fact_number === null) throw new ReasonError('REASON_ALREADY_ENDED');
  return image.ended_fact_number;
}
