import type { WorkflowInput } from './activity-types.ts';
import { carryOut } from './carry-out.ts';

/** Changing one image's background. Removing it is a single task of stage `matte`, whose source the catalog knows. */
export async function background({ imageIds, requestId }: WorkflowInput): Promise<void> {
  for (const taskId of imageIds) await carryOut({ taskId, requestId });
}
