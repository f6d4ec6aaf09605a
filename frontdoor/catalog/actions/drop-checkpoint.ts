import type { DropCheckpointRequest } from '@quartet/protos/generated/index.ts';
import type { CatalogContext } from '../context.ts';
import { forgetCheckpoint } from '../tables/checkpoints.ts';
import { isOpen, peekImage } from '../tables/images.ts';

/**
 * Forgets a checkpoint of an open image that a node refused; nothing when another is the newest by now. Of an image that has
 * ended the row stays: it has the stored files removed. The file of one that is forgotten goes with the image's next checkpoint or,
 * if none follows, with what losing leases have stored.
 */
export async function dropCheckpoint(
  { db }: Pick<CatalogContext, 'db'>,
  { taskId, sha256 }: DropCheckpointRequest,
): Promise<Record<string, never>> {
  const image = await peekImage(db, taskId);
  if (image && isOpen(image)) await forgetCheckpoint(db, taskId, sha256);
  return {};
}
