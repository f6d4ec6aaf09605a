// Original file: protos/quartet/node/v1/node.proto

import type { StepTimeInput as _quartet_node_v1_StepTimeInput, StepTime as _quartet_node_v1_StepTime } from '../../../quartet/node/v1/StepTime.ts';

/**
 * How long work of one shape takes.
 */
export interface ShapeProfileInput {
  /**
   * Width of the stored picture, pixels.
   */
  'width'?: (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height'?: (number);
  /**
   * Whether guidance doubles the sample inside each call.
   */
  'guided'?: (boolean);
  /**
   * Step time by batch size.
   */
  'stepTimes'?: (_quartet_node_v1_StepTimeInput)[];
  /**
   * Everything but the steps for one picture, milliseconds.
   */
  'overheadMs'?: (number | string);
  /**
   * The most samples in one call.
   */
  'batchCap'?: (number);
}

/**
 * How long work of one shape takes.
 */
export interface ShapeProfile {
  /**
   * Width of the stored picture, pixels.
   */
  'width': (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height': (number);
  /**
   * Whether guidance doubles the sample inside each call.
   */
  'guided': (boolean);
  /**
   * Step time by batch size.
   */
  'stepTimes': (_quartet_node_v1_StepTime)[];
  /**
   * Everything but the steps for one picture, milliseconds.
   */
  'overheadMs': (number);
  /**
   * The most samples in one call.
   */
  'batchCap': (number);
}
