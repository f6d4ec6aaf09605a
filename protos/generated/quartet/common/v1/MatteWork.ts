// Original file: protos/quartet/common/v1/task.proto

import type { SourcePictureInput as _quartet_common_v1_SourcePictureInput, SourcePicture as _quartet_common_v1_SourcePicture } from '../../../quartet/common/v1/SourcePicture.ts';

/**
 * A picture's foreground, the rest transparent; its colours are kept.
 */
export interface MatteWorkInput {
  /**
   * The picture as it is.
   */
  'source'?: (_quartet_common_v1_SourcePictureInput | null);
}

/**
 * A picture's foreground, the rest transparent; its colours are kept.
 */
export interface MatteWork {
  /**
   * The picture as it is.
   */
  'source': (_quartet_common_v1_SourcePicture | null);
}
