import type { CancelGenerationResponseInput, Viewer } from '@quartet/protos/generated/index.ts';
import type { CatalogContext } from '../context.ts';
import { lockOwnGeneration, shownGeneration } from '../tables/generations.ts';
import { cancelOpen, toldOfCanceled } from './cancel-open.ts';

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
    return { canceled: await cancelOpen(tx, generation, at), generation };
  });
  const canceledImageIds = toldOfCanceled(context, generation, canceled);
  return { generation: await shownGeneration(context.db, viewer, id), canceledImageIds };
}
