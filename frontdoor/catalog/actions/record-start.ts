import type { Lease } from '@quartet/protos/generated/index.ts';
import { compareLeases } from '@quartet/protos/leases.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { CatalogContext } from '../context.ts';
import type { ImageRow } from '../database/schema.ts';
import { type NewFact, appendFacts, imageFact } from '../tables/facts.ts';
import { lockGenerationOfImage, markRunning } from '../tables/generations.ts';
import { imageInLocked, isOpen, markPainting } from '../tables/images.ts';

/** The fact of a first start; none for a start after a lost lease, which nobody needs to see. */
export const startedFacts = (image: ImageRow): readonly NewFact[] =>
  image.started_at === null ? [imageFact('FACT_KIND_IMAGE_STARTED', image)] : [];

/**
 * Notes that a node has begun an image. A newer lease takes over, the same one repeats, an older one is refused with
 * `lease_superseded`, and an image that has ended with `already_ended`.
 */
export async function recordStart(context: CatalogContext, lease: Lease): Promise<{ factNumber: number }> {
  const at = context.now();
  const { image, generation, factNumber } = await context.db.transaction().execute(async (tx) => {
    const generation = await lockGenerationOfImage(tx, lease.taskId);
    const image = await imageInLocked(tx, lease.taskId);
    if (!isOpen(image)) throw new ReasonError('REASON_ALREADY_ENDED');
    const newest = { epoch: image.lease_epoch ?? 0, number: image.lease_number ?? 0 };
    if (compareLeases(lease, newest) < 0) throw new ReasonError('REASON_LEASE_SUPERSEDED');
    await markPainting(tx, image, lease, at);
    await markRunning(tx, generation.id);
    return { image, generation, factNumber: await appendFacts(tx, generation.id, startedFacts(image), at) };
  });
  if (image.started_at === null) {
    context.wakeOutbox();
    const { plan, model, created_at } = generation;
    context.metrics.startSeconds.observe({ plan, model }, (at.getTime() - created_at.getTime()) / 1_000);
  }
  return { factNumber };
}
