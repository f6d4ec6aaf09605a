// Original file: protos/quartet/common/v1/task.proto


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
   * Denoising steps, at least 1.
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
   * Denoising steps, at least 1.
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
}
