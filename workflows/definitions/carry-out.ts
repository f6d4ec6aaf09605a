import { proxyActivities, sleep } from '@temporalio/workflow';
import { taskQueues } from '../task-queues.ts';
import type { FailedLease, PlaceActivities, RunActivities, TaskRef } from './activity-types.ts';
import { afterFailure, beginsAfresh } from './after-failure.ts';

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

/** Has one image's task placed, run and finished, again until the image ends. */
export async function carryOut(task: TaskRef): Promise<void> {
  const failures: FailedLease[] = [];
  let stepBefore: number | undefined;
  for (;;) {
    const afresh = beginsAfresh(failures.map(({ reason }) => reason)) || undefined;
    const placed = await place({ ...task, failed: failures.at(-1), afresh });
    if (placed.kind === 'ended') return;
    if (placed.kind === 'refused') {
      // A task that failed on as many nodes as allowed has failed for the reason it gave there.
      const reason =
        placed.reason === 'REASON_ATTEMPTS_EXHAUSTED' ? (failures.at(-1)?.reason ?? placed.reason) : placed.reason;
      return recordFailure({ ...task, reason });
    }
    const { lease } = placed;
    const ran = await run({ lease, requestId: task.requestId, stepBefore, afresh });
    if (ran.kind === 'ended') return;
    const ended =
      ran.kind === 'stored' ? await finish({ lease, requestId: task.requestId, picture: ran.picture }) : ran;
    if (ended.kind === 'ended') return;

    const { reason } = ended;
    const verdict = afterFailure(
      reason,
      failures.map((failure) => failure.reason),
    );
    if (!verdict.again) return recordFailure({ ...task, reason });
    // A picture that was stored and found wrong is painted anew by right.
    stepBefore = ran.kind === 'failed' ? (ran.step ?? stepBefore) : undefined;
    failures.push({ lease, reason });
    if (verdict.pauseMs > 0) await sleep(verdict.pauseMs);
  }
}
