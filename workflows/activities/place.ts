import { leaseName } from '@quartet/protos/leases.ts';
import { type Reason, ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { Context } from '@temporalio/activity';
import type { PlaceInput, PlaceResult } from '../definitions/activity-types.ts';
import type { ActivityContext } from './context.ts';
import { describeTask, isSourceGone } from './describe-task.ts';
import { LiveReporter } from './live-reporter.ts';

/** A third of the heartbeat timeout: two may be lost. The worker's throttle lets as many through. */
export const heartbeatMs = 20_000;

/**
 * Refusals after which Temporal tries again: a queue that is full, and a task that was cancelled at the scheduler. The
 * owner's cancel has ended the image, which the next try reads from the catalog.
 */
const refusedForNow: readonly Reason[] = ['REASON_UNAVAILABLE', 'REASON_CANCELED'];

/** Waits until the scheduler grants a lease, and passes on position and estimate meanwhile. */
export async function place(context: ActivityContext, input: PlaceInput): Promise<PlaceResult> {
  const { taskId, requestId, failed } = input;
  const { catalog, log, placement } = context;
  const activity = Context.current();
  const heartbeat = setInterval(() => activity.heartbeat(), heartbeatMs);
  try {
    const task = await describeTask(catalog, input);
    if (!task) return { kind: 'ended' };
    const reporter = new LiveReporter(context, task);
    const answer = await placement.place({
      task: task.description,
      failed,
      onQueued: (queued) => reporter.position(queued.position, queued.estimateMs / 1000),
      signal: activity.cancellationSignal,
    });
    if ('lease' in answer) {
      const { lease } = answer;
      log.info({ request_id: requestId, task_id: taskId, lease: leaseName(lease), node_id: lease.nodeId }, 'leased');
      return { kind: 'leased', lease };
    }
    log.info({ request_id: requestId, task_id: taskId, reason: reasonName(answer.refused) }, 'placing was refused');
    if (refusedForNow.includes(answer.refused)) throw new ReasonError(answer.refused);
    return { kind: 'refused', reason: answer.refused };
  } catch (error) {
    if (isSourceGone(error)) return { kind: 'refused', reason: error.reason };
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}
