// Original file: protos/quartet/common/v1/task.proto

import type { StageInput as _quartet_common_v1_StageInput, Stage as _quartet_common_v1_Stage } from '../../../quartet/common/v1/Stage.ts';
import type { PlanInput as _quartet_common_v1_PlanInput, Plan as _quartet_common_v1_Plan } from '../../../quartet/common/v1/Plan.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * All that the scheduler may know of a task: sizes and rights, never content.
 */
export interface TaskDescriptionInput {
  /**
   * The id of the image the task makes.
   */
  'taskId'?: (string);
  /**
   * The generation the image belongs to; tasks of one generation are spread over idle nodes.
   */
  'generationId'?: (string);
  /**
   * What kind of work it is.
   */
  'stage'?: (_quartet_common_v1_StageInput);
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
   * Steps in all, as the stage counts them: denoising steps; tiles to enlarge; 1 for a matte.
   */
  'steps'?: (number);
  /**
   * Whether guidance doubles the sample inside each call.
   */
  'guided'?: (boolean);
  /**
   * Who is served: the id of the owner.
   */
  'tenantId'?: (string);
  /**
   * The owner's plan.
   */
  'plan'?: (_quartet_common_v1_PlanInput);
  /**
   * The plan's share of the fleet under load; greater is more.
   */
  'weight'?: (number | string);
  /**
   * How many images of this tenant may paint at once.
   */
  'paintingLimit'?: (number);
  /**
   * When the request was accepted, Unix milliseconds; earlier goes first within a tenant.
   */
  'acceptedAtMs'?: (number | string | Long);
  /**
   * One id from the HTTP request to the GPU, for logs.
   */
  'requestId'?: (string);
  /**
   * Steps that a stored checkpoint saves: the task goes on after them.
   */
  'stepsDone'?: (number);
  /**
   * Images of its generation.
   */
  'images'?: (number);
  /**
   * The plan's aim: all of its generation should end within so many times what they take together on a node of their own.
   */
  'aim'?: (number | string);
}

/**
 * All that the scheduler may know of a task: sizes and rights, never content.
 */
export interface TaskDescription {
  /**
   * The id of the image the task makes.
   */
  'taskId': (string);
  /**
   * The generation the image belongs to; tasks of one generation are spread over idle nodes.
   */
  'generationId': (string);
  /**
   * What kind of work it is.
   */
  'stage': (_quartet_common_v1_Stage);
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
   * Steps in all, as the stage counts them: denoising steps; tiles to enlarge; 1 for a matte.
   */
  'steps': (number);
  /**
   * Whether guidance doubles the sample inside each call.
   */
  'guided': (boolean);
  /**
   * Who is served: the id of the owner.
   */
  'tenantId': (string);
  /**
   * The owner's plan.
   */
  'plan': (_quartet_common_v1_Plan);
  /**
   * The plan's share of the fleet under load; greater is more.
   */
  'weight': (number);
  /**
   * How many images of this tenant may paint at once.
   */
  'paintingLimit': (number);
  /**
   * When the request was accepted, Unix milliseconds; earlier goes first within a tenant.
   */
  'acceptedAtMs': (number);
  /**
   * One id from the HTTP request to the GPU, for logs.
   */
  'requestId': (string);
  /**
   * Steps that a stored checkpoint saves: the task goes on after them.
   */
  'stepsDone': (number);
  /**
   * Images of its generation.
   */
  'images': (number);
  /**
   * The plan's aim: all of its generation should end within so many times what they take together on a node of their own.
   */
  'aim': (number);
}
