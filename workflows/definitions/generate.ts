import { proxyActivities, sleep } from '@temporalio/workflow';
import { taskQueues } from '../task-queues.ts';
import type { FailedLease, PlaceActivities, RunActivities, TaskRef } from './activity-types.ts';
import { afterFailure } from './after-failure.ts';

const { place } = proxyActivities<PlaceActivities>({
  taskQueue: taskQueues.place,
  // Patient: an image may wait for hours. A worker that died is noticed by its silence.
  startToCloseTimeout: '7 days',
  heartbeatTimeout: '60s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

const { run } = proxyActivities<RunActivities>({
  taskQueue: taskQueues.run,
  startToCloseTimeout: '6 hours',
  // A run that is tried again under the same lease attaches to the sample its node still paints.
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '5s' },
});

const { finish, recordFailure } = proxyActivities<RunActivities>({
  taskQueue: taskQueues.run,
  startToCloseTimeout: '60s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

/** Arguments of {@link generate}: ids only. */
export interface GenerateInput {
  readonly generationId: string;
  readonly imageIds: readonly string[];
  readonly requestId: string;
}

/**
 * One press of Generate: every image is placed, run and finished, again until it ends. The catalog holds the truth about
 * each image's end; this workflow only makes sure that one comes. Cancelling it stops the work in hand: the catalog has
 * ended the images before.
 */
export async function generate(input: GenerateInput): Promise<void> {
  await Promise.all(input.imageIds.map((taskId) => paintImage({ taskId, requestId: input.requestId })));
}

async function paintImage(task: TaskRef): Promise<void> {
  const failures: FailedLease[] = [];
  for (;;) {
    const placed = await place({ ...task, failed: failures.at(-1) });
    if (placed.kind === 'ended') return;
    if (placed.kind === 'refused') {
      // A task that failed on as many nodes as allowed has failed for the reason it gave there.
      const reason =
        placed.reason === 'REASON_ATTEMPTS_EXHAUSTED' ? (failures.at(-1)?.reason ?? placed.reason) : placed.reason;
      return recordFailure({ ...task, reason });
    }
    const { lease } = placed;
    const painted = await run({ lease, requestId: task.requestId });
    if (painted.kind === 'ended') return;
    const ended =
      painted.kind === 'stored'
        ? await finish({ lease, requestId: task.requestId, picture: painted.picture })
        : painted;
    if (ended.kind === 'ended') return;

    const { reason } = ended;
    const verdict = afterFailure(
      reason,
      failures.map((failure) => failure.reason),
    );
    if (!verdict.again) return recordFailure({ ...task, reason });
    failures.push({ lease, reason });
    if (verdict.pauseMs > 0) await sleep(verdict.pauseMs);
  }
}
