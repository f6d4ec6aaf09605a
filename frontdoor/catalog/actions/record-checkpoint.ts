import type { RecordCheckpointRequest } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { CatalogContext } from '../context.ts';
import { putCheckpoint } from '../tables/checkpoints.ts';
import { isOpen, peekImage } from '../tables/images.ts';
import { requireFile } from './files.ts';

/**
 * Notes that a checkpoint of an open image is stored; nothing when one of as late a step is noted already. Whether it lies in
 * the store is looked at when it is given out. Refused with `already_ended` when the image has ended: one that ends meanwhile
 * has it removed with the others.
 */
export async function recordCheckpoint(
  { db }: CatalogContext,
  { lease, step, sizeBytes, sha256 }: RecordCheckpointRequest,
): Promise<Record<string, never>> {
  if (!lease) throw new ReasonError('REASON_INVALID_FIELD', { field: 'lease' });
  requireFile('FILE_KIND_CHECKPOINT', { sizeBytes, sha256 });
  const image = await peekImage(db, lease.taskId);
  if (!image) throw new ReasonError('REASON_NOT_FOUND');
  if (!isOpen(image)) throw new ReasonError('REASON_ALREADY_ENDED');
  await putCheckpoint(db, {
    image_id: image.id,
    lease_epoch: lease.epoch,
    lease_number: lease.number,
    step,
    size_bytes: sizeBytes,
    sha256,
  });
  return {};
}
