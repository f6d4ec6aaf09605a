import type { ReasonError } from '@quartet/protos/reasons.ts';
import type { Call } from '../http/peers.ts';
import type { RouteContext } from './context.ts';

/**
 * Tells the scheduler which tasks nobody wants any more. Their workflows are canceled too, and surely; this only frees the
 * nodes sooner, so nobody waits for it.
 */
export function stopTasks({ scheduler, log }: RouteContext, taskIds: readonly string[], call: Call): void {
  if (taskIds.length === 0) return;
  scheduler.cancel({ taskIds: [...taskIds] }, call).catch((error: unknown) => {
    const { reason } = error as ReasonError;
    log.warn({ reason, request_id: call.requestId }, 'the scheduler was not told of a cancel');
  });
}
