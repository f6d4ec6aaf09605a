import type { Lease, RecordResultRequest } from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import { objectKey } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { CatalogContext } from '../context.ts';
import type { ImageRow } from '../database/schema.ts';
import { imageFact } from '../tables/facts.ts';
import { lockGenerationOfImage, markRunning } from '../tables/generations.ts';
import { type ResultColumns, imageInLocked, isOpen, markPainting, markReady, peekImage } from '../tables/images.ts';
import { startedFacts } from './record-start.ts';
import { settle } from './settle.ts';

/**
 * Makes an image ready: the first valid result wins, from whichever lease it comes. A repeat of it is answered as the first
 * was; any other is refused with `already_ended`. Refused with `digest_mismatch` unless both files lie in the store in the
 * sizes told; their digests were checked there, by the signature they were uploaded under.
 */
export async function recordResult(
  context: CatalogContext,
  lease: Lease,
  request: RecordResultRequest,
): Promise<{ factNumber: number }> {
  const known = await peekImage(context.db, lease.taskId);
  if (!known) throw new ReasonError('REASON_NOT_FOUND');
  if (!isOpen(known)) return answerOfEnded(known, lease);
  await checkStored(context, lease, request);

  const at = context.now();
  const outcome = await context.db.transaction().execute(async (tx) => {
    const generation = await lockGenerationOfImage(tx, lease.taskId);
    const image = await imageInLocked(tx, lease.taskId);
    if (!isOpen(image)) return { answer: answerOfEnded(image, lease) };
    // The start may have been lost on its way; no state is skipped for that.
    if (image.status === 'queued') {
      await markPainting(tx, image, lease, at);
      await markRunning(tx, generation.id);
    }
    await markReady(tx, image, lease, columnsOf(request), at);
    const facts = [...startedFacts(image), imageFact('FACT_KIND_IMAGE_COMPLETED', image)];
    return { answer: { factNumber: await settle(tx, generation, [image], facts, at) }, generation, image };
  });
  if (outcome.generation) {
    const { plan, model, created_at, request_id, id } = outcome.generation;
    const { metrics, log } = context;
    context.wakeOutbox();
    metrics.ended.inc({ status: 'ready', reason: 'none', model });
    metrics.finishSeconds.observe({ plan, model }, (at.getTime() - created_at.getTime()) / 1_000);
    metrics.gpuSeconds.inc({ plan, model }, request.gpuMs / 1_000);
    const ids = { request_id, generation_id: id, image_id: lease.taskId, lease: leaseName(lease) };
    log.info({ ...ids, node_id: lease.nodeId, gpu_ms: request.gpuMs }, 'an image is ready');
  }
  return outcome.answer;
}

function answerOfEnded(image: ImageRow, lease: Lease): { factNumber: number } {
  const kept = { epoch: image.result_epoch ?? -1, number: image.result_number ?? -1 };
  if (image.status !== 'ready' || compareLeases(kept, lease) !== 0 || image.ended_fact_number === null) {
    throw new ReasonError('REASON_ALREADY_ENDED');
  }
  return { factNumber: image.ended_fact_number };
}

async function checkStored({ objects }: CatalogContext, lease: Lease, request: RecordResultRequest): Promise<void> {
  const [original, thumbnail] = await Promise.all([
    objects.sizeOf(objectKey(lease, 'FILE_KIND_ORIGINAL')),
    objects.sizeOf(objectKey(lease, 'FILE_KIND_THUMBNAIL')),
  ]);
  if (original !== request.sizeBytes || thumbnail !== request.thumbnailSizeBytes) {
    throw new ReasonError('REASON_DIGEST_MISMATCH');
  }
}

function columnsOf(request: RecordResultRequest): ResultColumns {
  return {
    sha256: request.sha256,
    size_bytes: request.sizeBytes,
    thumbnail_sha256: request.thumbnailSha256,
    thumbnail_size_bytes: request.thumbnailSizeBytes,
    gpu_ms: request.gpuMs,
    thumbhash: request.thumbhash,
    width: request.width,
    height: request.height,
  };
}
