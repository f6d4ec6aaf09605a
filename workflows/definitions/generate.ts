import type { WorkflowInput } from './activity-types.ts';
import { carryOut } from './carry-out.ts';

/**
 * One press of Generate: every image is placed, run and finished, again until it ends. The catalog holds the truth about
 * each image's end; this workflow only makes sure that one comes. Cancelling it stops the work in hand: the catalog has
 * ended the images before.
 */
export async function generate({ imageIds, requestId }: WorkflowInput): Promise<void> {
  await Promise.all(imageIds.map((taskId) => carryOut({ taskId, requestId })));
}
