// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { StoredModelStateInput as _quartet_scheduler_v1_StoredModelStateInput, StoredModelState as _quartet_scheduler_v1_StoredModelState } from '../../../quartet/scheduler/v1/StoredModelState.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';
import type { StageInput as _quartet_common_v1_StageInput, Stage as _quartet_common_v1_Stage } from '../../../quartet/common/v1/Stage.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A model of a node's store that is not in memory.
 */
export interface StoredModelInput {
  /**
   * Its id.
   */
  'model'?: (string);
  /**
   * Where it stands.
   */
  'state'?: (_quartet_scheduler_v1_StoredModelStateInput);
  /**
   * Why it is unavailable.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
  /**
   * What it is expected to take of the device's memory, bytes.
   */
  'memoryBytes'?: (number | string | Long);
  /**
   * How long loading it took last time, milliseconds; 0 while unknown.
   */
  'loadMs'?: (number | string);
  /**
   * What kind of work it does.
   */
  'stage'?: (_quartet_common_v1_StageInput);
}

/**
 * A model of a node's store that is not in memory.
 */
export interface StoredModel {
  /**
   * Its id.
   */
  'model': (string);
  /**
   * Where it stands.
   */
  'state': (_quartet_scheduler_v1_StoredModelState);
  /**
   * Why it is unavailable.
   */
  'reason': (_quartet_common_v1_Reason);
  /**
   * What it is expected to take of the device's memory, bytes.
   */
  'memoryBytes': (number);
  /**
   * How long loading it took last time, milliseconds; 0 while unknown.
   */
  'loadMs': (number);
  /**
   * What kind of work it does.
   */
  'stage': (_quartet_common_v1_Stage);
}
