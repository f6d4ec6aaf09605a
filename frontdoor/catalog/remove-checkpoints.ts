import { isCheckpointKey, objectsPrefix } from '@quartet/protos/objects.ts';
import type { SweepParts } from './sweep.ts';
import { deleteCheckpoint, endedWithCheckpoints } from './tables/checkpoints.ts';

/** Images a round; the others follow at once. */
const imagesARound = 100;
/** By then a node has heard that its task has ended, and what it was storing has got there or was dropped. */
const settleMs = 5_000;

/**
 * Removes all checkpoints of images that have ended, superseded ones too: nobody goes on from them. One that is uploaded later
 * by a link from before goes with what losing leases have stored.
 */
export async function removeCheckpoints(
  { db, objects, metrics }: Pick<SweepParts, 'db' | 'objects' | 'metrics'>,
  now: Date,
): Promise<{ more: boolean }> {
  const ended = await endedWithCheckpoints(db, new Date(now.getTime() - settleMs), imagesARound);
  for (const imageId of ended) {
    const keys = (await objects.keysUnder(objectsPrefix(imageId))).filter(isCheckpointKey);
    if (keys.length > 0) await objects.remove(keys);
    // The row last: while it is there the image is looked at again.
    await deleteCheckpoint(db, imageId);
    metrics.swept.inc({ kind: 'checkpoints' }, keys.length);
  }
  return { more: ended.length === imagesARound };
}
