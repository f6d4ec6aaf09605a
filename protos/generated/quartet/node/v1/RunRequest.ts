// Original file: protos/quartet/node/v1/node.proto

import type { RunStartInput as _quartet_node_v1_RunStartInput, RunStart as _quartet_node_v1_RunStart } from '../../../quartet/node/v1/RunStart.ts';
import type { UploadGrantInput as _quartet_node_v1_UploadGrantInput, UploadGrant as _quartet_node_v1_UploadGrant } from '../../../quartet/node/v1/UploadGrant.ts';
import type { CheckpointGrantInput as _quartet_node_v1_CheckpointGrantInput, CheckpointGrant as _quartet_node_v1_CheckpointGrant } from '../../../quartet/node/v1/CheckpointGrant.ts';

/**
 * A worker's word on one task.
 */
export interface RunRequestInput {
  /**
   * The task this is about.
   */
  'taskId'?: (string);
  /**
   * Start the task, or attach to it where it already runs under this lease.
   */
  'start'?: (_quartet_node_v1_RunStartInput | null);
  /**
   * The answer to need_upload.
   */
  'upload'?: (_quartet_node_v1_UploadGrantInput | null);
  /**
   * The answer to checkpoint_ready.
   */
  'checkpointUpload'?: (_quartet_node_v1_CheckpointGrantInput | null);
  /**
   * What to do.
   */
  'command'?: "start"|"upload"|"checkpointUpload";
}

/**
 * A worker's word on one task.
 */
export interface RunRequest {
  /**
   * The task this is about.
   */
  'taskId': (string);
  /**
   * Start the task, or attach to it where it already runs under this lease.
   */
  'start'?: (_quartet_node_v1_RunStart | null);
  /**
   * The answer to need_upload.
   */
  'upload'?: (_quartet_node_v1_UploadGrant | null);
  /**
   * The answer to checkpoint_ready.
   */
  'checkpointUpload'?: (_quartet_node_v1_CheckpointGrant | null);
  /**
   * What to do.
   */
  'command'?: "start"|"upload"|"checkpointUpload";
}
