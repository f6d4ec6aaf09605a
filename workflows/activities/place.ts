import { leaseName } from '@quartet/protos/leases.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { Context } from '@temporalio/activity';
import type { PlaceInput, PlaceResult } from '../definitions/activity-types.ts';
import type { ActivityContext } from './context.ts';
import { describeTask } from './describe-task.ts';
import { LiveReporter } from './live-reporter.ts';

/** A third of the heartbeat timeout: two may be lost. */
const heartbeatMs = 20_000;

/** Waits until the scheduler grants a lease, and passes on position and estimate meanwhile. */
export async function place(context: ActivityContext, input: PlaceInput): Promise<PlaceResult> {
  const { taskId, requestId, failed } = input;
  const { catalog, log, placement } = context;
  const activity = Context.current();
  const heartbeat = setInterval(() => activity.heartbeat(), heartbeatMs);
  try {
    for (;;) {
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
      // Cancelled at the scheduler: when that was the owner's wish, the catalog says on the next round that it has ended.
      if (answer.refused !== 'REASON_CANCELED') return { kind: 'refused', reason: answer.refused };
    }
  } finally {
    clearInterval(heartbeat);
  }
}
