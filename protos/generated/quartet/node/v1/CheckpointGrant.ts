// Original file: protos/quartet/node/v1/node.proto

import type { UploadGrantInput as _quartet_node_v1_UploadGrantInput, UploadGrant as _quartet_node_v1_UploadGrant } from '../../../quartet/node/v1/UploadGrant.ts';

/**
 * Where a checkpoint goes.
 */
export interface CheckpointGrantInput {
  /**
   * SHA-256 of the checkpoint, as checkpoint_ready gave it: a grant for another than the one that waits is dropped.
   */
  'sha256'?: (string);
  /**
   * The place.
   */
  'upload'?: (_quartet_node_v1_UploadGrantInput | null);
}

/**
 * Where a checkpoint goes.
 */
export interface CheckpointGrant {
  /**
   * SHA-256 of the checkpoint, as checkpoint_ready gave it: a grant for another than the one that waits is dropped.
   */
  'sha256': (string);
  /**
   * The place.
   */
  'upload': (_quartet_node_v1_UploadGrant | null);
}
