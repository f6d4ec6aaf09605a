// Original file: protos/quartet/scheduler/v1/admin.proto

/**
 * What keeps a node from more tasks.
 */
export const HindranceKind = {
  /**
   * Never sent.
   */
  HINDRANCE_KIND_UNSPECIFIED: 'HINDRANCE_KIND_UNSPECIFIED',
  /**
   * It has no stream, or has gone silent.
   */
  HINDRANCE_KIND_GONE: 'HINDRANCE_KIND_GONE',
  /**
   * It is stopping.
   */
  HINDRANCE_KIND_STOPPING: 'HINDRANCE_KIND_STOPPING',
  /**
   * An operator has it emptied; until the deadline what it has may end.
   */
  HINDRANCE_KIND_DRAINING: 'HINDRANCE_KIND_DRAINING',
  /**
   * An operator wants no new tasks on it.
   */
  HINDRANCE_KIND_CORDONED: 'HINDRANCE_KIND_CORDONED',
  /**
   * The scheduler has taken over and only listens.
   */
  HINDRANCE_KIND_RECOVERY: 'HINDRANCE_KIND_RECOVERY',
  /**
   * A worker could not reach it, and it rests until it is tried again.
   */
  HINDRANCE_KIND_UNREACHABLE: 'HINDRANCE_KIND_UNREACHABLE',
  /**
   * It has as many tasks as it takes; until the first of them ends.
   */
  HINDRANCE_KIND_FULL: 'HINDRANCE_KIND_FULL',
  /**
   * Nothing waits.
   */
  HINDRANCE_KIND_NOTHING_WAITS: 'HINDRANCE_KIND_NOTHING_WAITS',
  /**
   * No task that waits wants a model that it has or can load.
   */
  HINDRANCE_KIND_NO_WANTED_MODEL: 'HINDRANCE_KIND_NO_WANTED_MODEL',
  /**
   * The tenants of all that it could take paint as many images as their plans allow.
   */
  HINDRANCE_KIND_TENANT_LIMITS: 'HINDRANCE_KIND_TENANT_LIMITS',
  /**
   * All that it could take has failed on it before.
   */
  HINDRANCE_KIND_FAILED_HERE: 'HINDRANCE_KIND_FAILED_HERE',
  /**
   * What it could take wants another model than the one that it loads until then.
   */
  HINDRANCE_KIND_LOADING: 'HINDRANCE_KIND_LOADING',
  /**
   * It has room that is kept free: free plans leave some to those who pay, and while much waits no node loads what others have.
   */
  HINDRANCE_KIND_ROOM_KEPT: 'HINDRANCE_KIND_ROOM_KEPT',
} as const;

/**
 * What keeps a node from more tasks.
 */
export type HindranceKindInput =
  /**
   * Never sent.
   */
  | 'HINDRANCE_KIND_UNSPECIFIED'
  | 0
  /**
   * It has no stream, or has gone silent.
   */
  | 'HINDRANCE_KIND_GONE'
  | 1
  /**
   * It is stopping.
   */
  | 'HINDRANCE_KIND_STOPPING'
  | 2
  /**
   * An operator has it emptied; until the deadline what it has may end.
   */
  | 'HINDRANCE_KIND_DRAINING'
  | 3
  /**
   * An operator wants no new tasks on it.
   */
  | 'HINDRANCE_KIND_CORDONED'
  | 4
  /**
   * The scheduler has taken over and only listens.
   */
  | 'HINDRANCE_KIND_RECOVERY'
  | 5
  /**
   * A worker could not reach it, and it rests until it is tried again.
   */
  | 'HINDRANCE_KIND_UNREACHABLE'
  | 6
  /**
   * It has as many tasks as it takes; until the first of them ends.
   */
  | 'HINDRANCE_KIND_FULL'
  | 7
  /**
   * Nothing waits.
   */
  | 'HINDRANCE_KIND_NOTHING_WAITS'
  | 8
  /**
   * No task that waits wants a model that it has or can load.
   */
  | 'HINDRANCE_KIND_NO_WANTED_MODEL'
  | 9
  /**
   * The tenants of all that it could take paint as many images as their plans allow.
   */
  | 'HINDRANCE_KIND_TENANT_LIMITS'
  | 10
  /**
   * All that it could take has failed on it before.
   */
  | 'HINDRANCE_KIND_FAILED_HERE'
  | 11
  /**
   * What it could take wants another model than the one that it loads until then.
   */
  | 'HINDRANCE_KIND_LOADING'
  | 12
  /**
   * It has room that is kept free: free plans leave some to those who pay, and while much waits no node loads what others have.
   */
  | 'HINDRANCE_KIND_ROOM_KEPT'
  | 13

/**
 * What keeps a node from more tasks.
 */
export type HindranceKind = typeof HindranceKind[keyof typeof HindranceKind]
