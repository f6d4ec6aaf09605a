/** What the catalog knows of each way to make an image. */
import type { Action, Stage } from '@quartet/protos/generated/index.ts';
import type { ActionName } from './database/schema.ts';

interface ActionEntry {
  /** As the contracts spell it. */
  readonly wire: Action;
  /** What kind of work its tasks are. */
  readonly stage: Exclude<Stage, 'STAGE_UNSPECIFIED'>;
  /** Its workflow's name at Temporal. */
  readonly workflow: WorkflowType;
}

/** Names of the workflows, which are their functions' names at the worker. */
export type WorkflowType = 'generate' | 'upscale' | 'background';

export const actionTable: Readonly<Record<ActionName, ActionEntry>> = {
  generate: { wire: 'ACTION_GENERATE', stage: 'STAGE_PAINT', workflow: 'generate' },
  upscale: { wire: 'ACTION_UPSCALE', stage: 'STAGE_UPSCALE', workflow: 'upscale' },
  'remove-background': { wire: 'ACTION_REMOVE_BACKGROUND', stage: 'STAGE_MATTE', workflow: 'background' },
};
