// Original file: protos/quartet/catalog/v1/catalog.proto

import type { SizeInput as _quartet_catalog_v1_SizeInput, Size as _quartet_catalog_v1_Size } from '../../../quartet/catalog/v1/Size.ts';

/**
 * What can be asked of a model; from its quartet.json.
 */
export interface ModelInput {
  /**
   * Its id.
   */
  'id'?: (string);
  /**
   * Its name for people.
   */
  'name'?: (string);
  /**
   * What it is good at, for people.
   */
  'description'?: (string);
  /**
   * SPDX expression.
   */
  'licence'?: (string);
  /**
   * Sizes of stored pictures it paints; the first is its default.
   */
  'sizes'?: (_quartet_catalog_v1_SizeInput)[];
  /**
   * Steps unless asked otherwise.
   */
  'defaultSteps'?: (number);
  /**
   * The most steps.
   */
  'maxSteps'?: (number);
  /**
   * Guidance unless asked otherwise.
   */
  'defaultGuidance'?: (number | string);
  /**
   * The greatest guidance.
   */
  'maxGuidance'?: (number | string);
  /**
   * Sampler unless asked otherwise, a diffusers class name.
   */
  'defaultSampler'?: (string);
  /**
   * Samplers it works with.
   */
  'samplers'?: (string)[];
  /**
   * Whether MAGIC_PROMPT_AUTO means on for it.
   */
  'magicPromptAuto'?: (boolean);
}

/**
 * What can be asked of a model; from its quartet.json.
 */
export interface Model {
  /**
   * Its id.
   */
  'id': (string);
  /**
   * Its name for people.
   */
  'name': (string);
  /**
   * What it is good at, for people.
   */
  'description': (string);
  /**
   * SPDX expression.
   */
  'licence': (string);
  /**
   * Sizes of stored pictures it paints; the first is its default.
   */
  'sizes': (_quartet_catalog_v1_Size)[];
  /**
   * Steps unless asked otherwise.
   */
  'defaultSteps': (number);
  /**
   * The most steps.
   */
  'maxSteps': (number);
  /**
   * Guidance unless asked otherwise.
   */
  'defaultGuidance': (number);
  /**
   * The greatest guidance.
   */
  'maxGuidance': (number);
  /**
   * Sampler unless asked otherwise, a diffusers class name.
   */
  'defaultSampler': (string);
  /**
   * Samplers it works with.
   */
  'samplers': (string)[];
  /**
   * Whether MAGIC_PROMPT_AUTO means on for it.
   */
  'magicPromptAuto': (boolean);
}
