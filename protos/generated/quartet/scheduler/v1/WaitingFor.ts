// Original file: protos/quartet/scheduler/v1/admin.proto

/**
 * What keeps a task waiting.
 */
export const WaitingFor = {
  /**
   * Nothing: the task is not known here.
   */
  WAITING_FOR_UNSPECIFIED: 'WAITING_FOR_UNSPECIFIED',
  /**
   * Nothing: it runs.
   */
  WAITING_FOR_NOTHING: 'WAITING_FOR_NOTHING',
  /**
   * A node that has its model.
   */
  WAITING_FOR_MODEL: 'WAITING_FOR_MODEL',
  /**
   * Room on a node that has its model.
   */
  WAITING_FOR_ROOM: 'WAITING_FOR_ROOM',
  /**
   * Images of the same tenant that paint: the plan's limit is reached.
   */
  WAITING_FOR_TENANT_LIMIT: 'WAITING_FOR_TENANT_LIMIT',
  /**
   * The end of the scheduler's listening time after it took over.
   */
  WAITING_FOR_RECOVERY: 'WAITING_FOR_RECOVERY',
} as const;

/**
 * What keeps a task waiting.
 */
export type WaitingForInput =
  /**
   * Nothing: the task is not known here.
   */
  | 'WAITING_FOR_UNSPECIFIED'
  | 0
  /**
   * Nothing: it runs.
   */
  | 'WAITING_FOR_NOTHING'
  | 1
  /**
   * A node that has its model.
   */
  | 'WAITING_FOR_MODEL'
  | 2
  /**
   * Room on a node that has its model.
   */
  | 'WAITING_FOR_ROOM'
  | 3
  /**
   * Images of the same tenant that paint: the plan's limit is reached.
   */
  | 'WAITING_FOR_TENANT_LIMIT'
  | 4
  /**
   * The end of the scheduler's listening time after it took over.
   */
  | 'WAITING_FOR_RECOVERY'
  | 5

/**
 * What keeps a task waiting.
 */
export type WaitingFor = typeof WaitingFor[keyof typeof WaitingFor]
