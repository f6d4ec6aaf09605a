import type { WorkflowInput } from './activity-types.ts';
import { carryOut } from './carry-out.ts';

/** Enlarging one image: a single task of stage `upscale`, whose source the catalog knows. */
export async function upscale({ imageIds, requestId }: WorkflowInput): Promise<void> {
  for (const taskId of imageIds) await carryOut({ taskId, requestId });
}
