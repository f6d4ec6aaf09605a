// Original file: protos/quartet/common/v1/task.proto


/**
 * What a node needs to paint: the private part of a task. Travels from the catalog through the worker to the node and is
 * never stored on the way, logged, or put into a workflow history, metric, key or queue.
 */
export interface TaskContentInput {
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
   * Id of the model in the store.
   */
  'model'?: (string);
  /**
   * Width of the stored picture, pixels.
   */
  'width'?: (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height'?: (number);
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
 * What a node needs to paint: the private part of a task. Travels from the catalog through the worker to the node and is
 * never stored on the way, logged, or put into a workflow history, metric, key or queue.
 */
export interface TaskContent {
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
   * Id of the model in the store.
   */
  'model': (string);
  /**
   * Width of the stored picture, pixels.
   */
  'width': (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height': (number);
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
