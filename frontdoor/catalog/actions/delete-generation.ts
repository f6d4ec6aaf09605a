import type { DeleteGenerationResponseInput, Viewer } from '@quartet/protos/generated/index.ts';
import { requireRight } from '../../policy/plans.ts';
import type { CatalogContext } from '../context.ts';
import { lockOwnGeneration } from '../tables/generations.ts';
import { addToOutbox } from '../tables/outbox.ts';
import { lockUser } from '../tables/users.ts';
import { cancelOpen, toldOfCanceled } from './cancel-open.ts';

/**
 * Deletes the viewer's own generation: what is open ends, and from the commit on nobody sees any image of it. Rows and
 * objects are swept after a grace. Refused with `not_found` for what is not theirs or deleted already, then with
 * `plan_required`.
 */
export async function deleteGeneration(
  context: CatalogContext,
  asked: Viewer,
  id: string,
): Promise<DeleteGenerationResponseInput> {
  const at = context.now();
  const { canceled, generation } = await context.db.transaction().execute(async (tx) => {
    // The owner's other changes to these images lock the owner first as well: none of them is met half-way.
    const viewer = await lockUser(tx, asked);
    const generation = await lockOwnGeneration(tx, viewer, id);
    requireRight(viewer.plan, 'delete');
    const canceled = await cancelOpen(tx, generation, at);
    await tx.updateTable('images').set({ deleted_at: at }).where('generation_id', '=', generation.id).execute();
    // Open streams look again, find nothing and close.
    await addToOutbox(tx, generation.id, [{ kind: 'announce_visibility' }]);
    return { canceled, generation };
  });
  context.wakeOutbox();
  context.log.info({ request_id: generation.request_id, generation_id: generation.id }, 'a generation is deleted');
  return { canceledImageIds: toldOfCanceled(context, generation, canceled) };
}
