// Original file: protos/quartet/common/v1/task.proto

/**
 * What a person has paid for.
 */
export const Plan = {
  /**
   * Never sent.
   */
  PLAN_UNSPECIFIED: 'PLAN_UNSPECIFIED',
  /**
   * No payment.
   */
  PLAN_FREE: 'PLAN_FREE',
  /**
   * The cheapest paid plan.
   */
  PLAN_BASIC: 'PLAN_BASIC',
  /**
   * Adds private images.
   */
  PLAN_PLUS: 'PLAN_PLUS',
  /**
   * More at once, served sooner.
   */
  PLAN_PRO: 'PLAN_PRO',
  /**
   * Pro, by seats.
   */
  PLAN_TEAM: 'PLAN_TEAM',
} as const;

/**
 * What a person has paid for.
 */
export type PlanInput =
  /**
   * Never sent.
   */
  | 'PLAN_UNSPECIFIED'
  | 0
  /**
   * No payment.
   */
  | 'PLAN_FREE'
  | 1
  /**
   * The cheapest paid plan.
   */
  | 'PLAN_BASIC'
  | 2
  /**
   * Adds private images.
   */
  | 'PLAN_PLUS'
  | 3
  /**
   * More at once, served sooner.
   */
  | 'PLAN_PRO'
  | 4
  /**
   * Pro, by seats.
   */
  | 'PLAN_TEAM'
  | 5

/**
 * What a person has paid for.
 */
export type Plan = typeof Plan[keyof typeof Plan]
