// Original file: protos/quartet/node/v1/node.proto

import type { RunAcceptedInput as _quartet_node_v1_RunAcceptedInput, RunAccepted as _quartet_node_v1_RunAccepted } from '../../../quartet/node/v1/RunAccepted.ts';
import type { RunStepInput as _quartet_node_v1_RunStepInput, RunStep as _quartet_node_v1_RunStep } from '../../../quartet/node/v1/RunStep.ts';
import type { RunPreviewInput as _quartet_node_v1_RunPreviewInput, RunPreview as _quartet_node_v1_RunPreview } from '../../../quartet/node/v1/RunPreview.ts';
import type { NeedUploadInput as _quartet_node_v1_NeedUploadInput, NeedUpload as _quartet_node_v1_NeedUpload } from '../../../quartet/node/v1/NeedUpload.ts';
import type { RunDoneInput as _quartet_node_v1_RunDoneInput, RunDone as _quartet_node_v1_RunDone } from '../../../quartet/node/v1/RunDone.ts';
import type { RunFailedInput as _quartet_node_v1_RunFailedInput, RunFailed as _quartet_node_v1_RunFailed } from '../../../quartet/node/v1/RunFailed.ts';
import type { CheckpointReadyInput as _quartet_node_v1_CheckpointReadyInput, CheckpointReady as _quartet_node_v1_CheckpointReady } from '../../../quartet/node/v1/CheckpointReady.ts';
import type { CheckpointStoredInput as _quartet_node_v1_CheckpointStoredInput, CheckpointStored as _quartet_node_v1_CheckpointStored } from '../../../quartet/node/v1/CheckpointStored.ts';
import type { CheckpointRefusedInput as _quartet_node_v1_CheckpointRefusedInput, CheckpointRefused as _quartet_node_v1_CheckpointRefused } from '../../../quartet/node/v1/CheckpointRefused.ts';

/**
 * The node's word on one task. After done or failed nothing follows for that lease.
 */
export interface RunResponseInput {
  /**
   * The task this is about.
   */
  'taskId'?: (string);
  /**
   * The task is admitted, or was running already.
   */
  'accepted'?: (_quartet_node_v1_RunAcceptedInput | null);
  /**
   * A step is done: a denoising step, or a tile of a picture that is enlarged. When the reader is slow only the newest waits.
   */
  'step'?: (_quartet_node_v1_RunStepInput | null);
  /**
   * A look at the unfinished picture. When the reader is slow only the newest waits.
   */
  'preview'?: (_quartet_node_v1_RunPreviewInput | null);
  /**
   * The picture is finished and needs a place; the answer is an upload grant. Sent again to whoever attaches.
   */
  'needUpload'?: (_quartet_node_v1_NeedUploadInput | null);
  /**
   * The picture is stored.
   */
  'done'?: (_quartet_node_v1_RunDoneInput | null);
  /**
   * The task has ended without a picture.
   */
  'failed'?: (_quartet_node_v1_RunFailedInput | null);
  /**
   * The sample was frozen between two steps or after the last and needs a place; the answer is a checkpoint upload. Painting
   * goes on meanwhile. A newer one makes it void; while nobody listens the newest waits. Sent again to whoever attaches.
   */
  'checkpointReady'?: (_quartet_node_v1_CheckpointReadyInput | null);
  /**
   * The checkpoint is stored: the task can go on from there on any node. The last is sent again to whoever attaches.
   */
  'checkpointStored'?: (_quartet_node_v1_CheckpointStoredInput | null);
  /**
   * The checkpoint that the task was to go on from is no good: it begins at its seed. Sent again to whoever attaches.
   */
  'checkpointRefused'?: (_quartet_node_v1_CheckpointRefusedInput | null);
  /**
   * What happened.
   */
  'event'?: "accepted"|"step"|"preview"|"needUpload"|"done"|"failed"|"checkpointReady"|"checkpointStored"|"checkpointRefused";
}

/**
 * The node's word on one task. After done or failed nothing follows for that lease.
 */
export interface RunResponse {
  /**
   * The task this is about.
   */
  'taskId': (string);
  /**
   * The task is admitted, or was running already.
   */
  'accepted'?: (_quartet_node_v1_RunAccepted | null);
  /**
   * A step is done: a denoising step, or a tile of a picture that is enlarged. When the reader is slow only the newest waits.
   */
  'step'?: (_quartet_node_v1_RunStep | null);
  /**
   * A look at the unfinished picture. When the reader is slow only the newest waits.
   */
  'preview'?: (_quartet_node_v1_RunPreview | null);
  /**
   * The picture is finished and needs a place; the answer is an upload grant. Sent again to whoever attaches.
   */
  'needUpload'?: (_quartet_node_v1_NeedUpload | null);
  /**
   * The picture is stored.
   */
  'done'?: (_quartet_node_v1_RunDone | null);
  /**
   * The task has ended without a picture.
   */
  'failed'?: (_quartet_node_v1_RunFailed | null);
  /**
   * The sample was frozen between two steps or after the last and needs a place; the answer is a checkpoint upload. Painting
   * goes on meanwhile. A newer one makes it void; while nobody listens the newest waits. Sent again to whoever attaches.
   */
  'checkpointReady'?: (_quartet_node_v1_CheckpointReady | null);
  /**
   * The checkpoint is stored: the task can go on from there on any node. The last is sent again to whoever attaches.
   */
  'checkpointStored'?: (_quartet_node_v1_CheckpointStored | null);
  /**
   * The checkpoint that the task was to go on from is no good: it begins at its seed. Sent again to whoever attaches.
   */
  'checkpointRefused'?: (_quartet_node_v1_CheckpointRefused | null);
  /**
   * What happened.
   */
  'event'?: "accepted"|"step"|"preview"|"needUpload"|"done"|"failed"|"checkpointReady"|"checkpointStored"|"checkpointRefused";
}
