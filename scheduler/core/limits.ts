/** The times and bounds of the scheduler's rules. */
export const limits = {
  /** A node that has not reported for so long has lost its leases: five reports missed. */
  silenceMs: 5_000,
  /** After a takeover nothing is placed for one report interval (1 s) and half of one for a late node. */
  listenMs: 1_500,
  /** A lease that its node still does not show so long after the grant was never started by a worker. */
  unshownLeaseMs: 10_000,
  /** A task that failed so often is refused. */
  attemptsMax: 3,
  /** Tasks in the queue; one more is refused, so that memory and the time of a forecast stay bounded. */
  queuedTasksMax: 20_000,
  /** How long a task that is neither queued nor leased is remembered: its failures, or that it was canceled. */
  restingTaskMs: 600_000,
  /** Tasks remembered so; beyond it the oldest is forgotten. */
  restingTasksMax: 50_000,
  /** How long a node that has gone stays in the list for operators. */
  goneNodeMs: 600_000,
  /** First pause after a worker could not reach a node that reports; it doubles with each repetition. */
  unreachableFirstMs: 1_000,
  /** Longest such pause. */
  unreachableMaxMs: 30_000,
  /** Least time between two looks for what has expired: a look visits every node. */
  sweepIntervalMs: 100,
} as const;
