// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What a device's memory is used for, as the node keeps account of it.
 */
export interface DeviceMemoryInput {
  /**
   * The most that models may take, bytes.
   */
  'budgetBytes'?: (number | string | Long);
  /**
   * Weights of the models in memory and being loaded, bytes.
   */
  'weightsBytes'?: (number | string | Long);
  /**
   * The largest calls' activations, bytes.
   */
  'activationsBytes'?: (number | string | Long);
}

/**
 * What a device's memory is used for, as the node keeps account of it.
 */
export interface DeviceMemory {
  /**
   * The most that models may take, bytes.
   */
  'budgetBytes': (number);
  /**
   * Weights of the models in memory and being loaded, bytes.
   */
  'weightsBytes': (number);
  /**
   * The largest calls' activations, bytes.
   */
  'activationsBytes': (number);
}
