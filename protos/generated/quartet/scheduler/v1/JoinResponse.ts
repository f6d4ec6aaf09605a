// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { WelcomeInput as _quartet_scheduler_v1_WelcomeInput, Welcome as _quartet_scheduler_v1_Welcome } from '../../../quartet/scheduler/v1/Welcome.ts';
import type { EndedNotedInput as _quartet_scheduler_v1_EndedNotedInput, EndedNoted as _quartet_scheduler_v1_EndedNoted } from '../../../quartet/scheduler/v1/EndedNoted.ts';
import type { CancelTaskInput as _quartet_scheduler_v1_CancelTaskInput, CancelTask as _quartet_scheduler_v1_CancelTask } from '../../../quartet/scheduler/v1/CancelTask.ts';
import type { LoadModelInput as _quartet_scheduler_v1_LoadModelInput, LoadModel as _quartet_scheduler_v1_LoadModel } from '../../../quartet/scheduler/v1/LoadModel.ts';
import type { EvictModelInput as _quartet_scheduler_v1_EvictModelInput, EvictModel as _quartet_scheduler_v1_EvictModel } from '../../../quartet/scheduler/v1/EvictModel.ts';
import type { NodeOrderInput as _quartet_scheduler_v1_NodeOrderInput, NodeOrder as _quartet_scheduler_v1_NodeOrder } from '../../../quartet/scheduler/v1/NodeOrder.ts';

/**
 * The scheduler's word to a node.
 */
export interface JoinResponseInput {
  /**
   * First answer on a stream.
   */
  'welcome'?: (_quartet_scheduler_v1_WelcomeInput | null);
  /**
   * The report's ended tasks are noted and need not be repeated.
   */
  'endedNoted'?: (_quartet_scheduler_v1_EndedNotedInput | null);
  /**
   * Stop a task.
   */
  'cancel'?: (_quartet_scheduler_v1_CancelTaskInput | null);
  /**
   * Load a model before a task asks for it.
   */
  'load'?: (_quartet_scheduler_v1_LoadModelInput | null);
  /**
   * Let a model go when nothing runs on it any more.
   */
  'evict'?: (_quartet_scheduler_v1_EvictModelInput | null);
  /**
   * Do as an operator says; said again until a report shows it.
   */
  'order'?: (_quartet_scheduler_v1_NodeOrderInput | null);
  /**
   * What to do.
   */
  'command'?: "welcome"|"endedNoted"|"cancel"|"load"|"evict"|"order";
}

/**
 * The scheduler's word to a node.
 */
export interface JoinResponse {
  /**
   * First answer on a stream.
   */
  'welcome'?: (_quartet_scheduler_v1_Welcome | null);
  /**
   * The report's ended tasks are noted and need not be repeated.
   */
  'endedNoted'?: (_quartet_scheduler_v1_EndedNoted | null);
  /**
   * Stop a task.
   */
  'cancel'?: (_quartet_scheduler_v1_CancelTask | null);
  /**
   * Load a model before a task asks for it.
   */
  'load'?: (_quartet_scheduler_v1_LoadModel | null);
  /**
   * Let a model go when nothing runs on it any more.
   */
  'evict'?: (_quartet_scheduler_v1_EvictModel | null);
  /**
   * Do as an operator says; said again until a report shows it.
   */
  'order'?: (_quartet_scheduler_v1_NodeOrder | null);
  /**
   * What to do.
   */
  'command'?: "welcome"|"endedNoted"|"cancel"|"load"|"evict"|"order";
}
