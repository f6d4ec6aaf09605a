// Original file: protos/quartet/catalog/v1/catalog.proto

import type { VisibilityInput as _quartet_catalog_v1_VisibilityInput, Visibility as _quartet_catalog_v1_Visibility } from '../../../quartet/catalog/v1/Visibility.ts';
import type { MagicPromptInput as _quartet_catalog_v1_MagicPromptInput, MagicPrompt as _quartet_catalog_v1_MagicPrompt } from '../../../quartet/catalog/v1/MagicPrompt.ts';

/**
 * What is asked of a generation, complete: defaults are filled in before it is sent. Of one that makes an image from
 * another, prompts are the parent's where the parent is the same person's, else empty; steps is as its stage counts them;
 * guidance is 0 and sampler empty.
 */
export interface GenerationOptionsInput {
  /**
   * 1 to 2,000 characters, NFC, trimmed.
   */
  'prompt'?: (string);
  /**
   * Up to 2,000 characters; may be empty.
   */
  'negativePrompt'?: (string);
  /**
   * Images, 1 to 8.
   */
  'count'?: (number);
  /**
   * Visibility of every image at its making.
   */
  'visibility'?: (_quartet_catalog_v1_VisibilityInput);
  /**
   * Id of the model.
   */
  'model'?: (string);
  /**
   * Seed of image 0; image i has (seed + i) mod 2^32.
   */
  'seed'?: (number);
  /**
   * Width of the stored pictures, pixels.
   */
  'width'?: (number);
  /**
   * Height of the stored pictures, pixels.
   */
  'height'?: (number);
  /**
   * Denoising steps.
   */
  'steps'?: (number);
  /**
   * Guidance scale.
   */
  'guidance'?: (number | string);
  /**
   * A diffusers class name.
   */
  'sampler'?: (string);
  /**
   * As it was asked for.
   */
  'magicPrompt'?: (_quartet_catalog_v1_MagicPromptInput);
}

/**
 * What is asked of a generation, complete: defaults are filled in before it is sent. Of one that makes an image from
 * another, prompts are the parent's where the parent is the same person's, else empty; steps is as its stage counts them;
 * guidance is 0 and sampler empty.
 */
export interface GenerationOptions {
  /**
   * 1 to 2,000 characters, NFC, trimmed.
   */
  'prompt': (string);
  /**
   * Up to 2,000 characters; may be empty.
   */
  'negativePrompt': (string);
  /**
   * Images, 1 to 8.
   */
  'count': (number);
  /**
   * Visibility of every image at its making.
   */
  'visibility': (_quartet_catalog_v1_Visibility);
  /**
   * Id of the model.
   */
  'model': (string);
  /**
   * Seed of image 0; image i has (seed + i) mod 2^32.
   */
  'seed': (number);
  /**
   * Width of the stored pictures, pixels.
   */
  'width': (number);
  /**
   * Height of the stored pictures, pixels.
   */
  'height': (number);
  /**
   * Denoising steps.
   */
  'steps': (number);
  /**
   * Guidance scale.
   */
  'guidance': (number);
  /**
   * A diffusers class name.
   */
  'sampler': (string);
  /**
   * As it was asked for.
   */
  'magicPrompt': (_quartet_catalog_v1_MagicPrompt);
}
