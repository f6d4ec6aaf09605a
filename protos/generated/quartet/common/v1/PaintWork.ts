// Original file: protos/quartet/common/v1/task.proto

import type { SourcePictureInput as _quartet_common_v1_SourcePictureInput, SourcePicture as _quartet_common_v1_SourcePicture } from '../../../quartet/common/v1/SourcePicture.ts';

/**
 * A picture from a prompt.
 */
export interface PaintWorkInput {
  /**
   * The prompt as it is given to the model.
   */
  'prompt'?: (string);
  /**
   * What to steer away from; empty means the model's unconditional prompt.
   */
  'negativePrompt'?: (string);
  /**
   * Seed of the noise, 0 to 2^32-1.
   */
  'seed'?: (number);
  /**
   * Denoising steps of a whole run from noise, at least 1.
   */
  'steps'?: (number);
  /**
   * Classifier-free guidance scale; 1 or less means no guidance.
   */
  'guidance'?: (number | string);
  /**
   * The sampler's diffusers class name, such as DDIMScheduler.
   */
  'sampler'?: (string);
  /**
   * The picture to start from instead of noise alone; scaled to the size that is painted. Absent: noise.
   */
  'source'?: (_quartet_common_v1_SourcePictureInput | null);
  /**
   * Which part of the source is painted anew: light is, dark stays as it is. Absent: all of it.
   */
  'mask'?: (_quartet_common_v1_SourcePictureInput | null);
  /**
   * How far from the source: the last `floor(strength * steps)` steps are taken. Above 0, at most 1; without a source 0.
   */
  'strength'?: (number | string);
}

/**
 * A picture from a prompt.
 */
export interface PaintWork {
  /**
   * The prompt as it is given to the model.
   */
  'prompt': (string);
  /**
   * What to steer away from; empty means the model's unconditional prompt.
   */
  'negativePrompt': (string);
  /**
   * Seed of the noise, 0 to 2^32-1.
   */
  'seed': (number);
  /**
   * Denoising steps of a whole run from noise, at least 1.
   */
  'steps': (number);
  /**
   * Classifier-free guidance scale; 1 or less means no guidance.
   */
  'guidance': (number);
  /**
   * The sampler's diffusers class name, such as DDIMScheduler.
   */
  'sampler': (string);
  /**
   * The picture to start from instead of noise alone; scaled to the size that is painted. Absent: noise.
   */
  'source': (_quartet_common_v1_SourcePicture | null);
  /**
   * Which part of the source is painted anew: light is, dark stays as it is. Absent: all of it.
   */
  'mask': (_quartet_common_v1_SourcePicture | null);
  /**
   * How far from the source: the last `floor(strength * steps)` steps are taken. Above 0, at most 1; without a source 0.
   */
  'strength': (number);
}
