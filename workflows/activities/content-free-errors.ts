import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { WorkerMetrics } from '../metrics.ts';

/**
 * What an activity throws goes into the workflow's history. Only reasons may: message, cause and stack of an error could
 * carry a prompt. The error itself is logged here, once, the way the log keeps errors.
 */
export function contentFreeErrors(log: Logger, metrics: WorkerMetrics): ActivityInterceptorsFactory {
  return (context) => ({
    inbound: {
      execute: async (input, next) => {
        const activity = context.info.activityType;
        const observe = metrics.activitySeconds.startTimer({ activity });
        try {
          const result = await next(input);
          observe({ outcome: 'done' });
          return result;
        } catch (error) {
          if (error instanceof CancelledFailure) {
            observe({ outcome: 'canceled' });
            throw new CancelledFailure('canceled');
          }
          const reason = error instanceof ReasonError ? error.reason : 'REASON_INTERNAL';
          observe({ outcome: reasonName(reason) });
          const { workflowExecution, attempt } = context.info;
          log.warn(
            { err: error, activity, generation_id: workflowExecution?.workflowId, attempt },
            'an activity is tried again',
          );
          const failure = ApplicationFailure.create({ message: reasonName(reason), type: reasonName(reason) });
          failure.stack = '';
          throw failure;
        }
      },
    },
  });
}
