/** A lease that a scheduler granted, as its log has it. */
export interface LeaseGrant {
  readonly taskId: string;
  /** Name of the lease. */
  readonly lease: string;
  /** When it was granted, Unix milliseconds. */
  readonly atMs: number;
  /** When its task had begun to wait, as this scheduler knows; Unix milliseconds. */
  readonly sinceMs: number;
}

/** Every lease that was granted, in order. One that ran already when its scheduler came to lead is none of them. */
export function leaseGrants(log: readonly string[]): LeaseGrant[] {
  return log
    .filter((line) => line.includes('a lease is granted'))
    .map((line) => JSON.parse(line) as { time: string; task_id: string; lease: string; waited_ms: number })
    .map(({ time, task_id: taskId, lease, waited_ms: waitedMs }) => ({
      taskId,
      lease,
      atMs: Date.parse(time),
      sinceMs: Date.parse(time) - waitedMs,
    }));
}
