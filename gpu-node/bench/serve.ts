import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '../runtime/runner.ts';
import type { BenchNode } from './bench-node.ts';
import type { Outcome } from './figures.ts';
import type { BenchTask } from './workload.ts';

/** How often it is looked whether somebody's window has passed, and whether all has ended. */
const pollMs = 2;

/**
 * What becomes of tasks that come when they come, whatever the node is at: an open loop against a model's real lanes.
 * @param decider new; one with windows is woken when they pass
 * @param untilMs when what has not finished is ended: it has not come
 */
export async function serve(
  node: BenchNode,
  decider: Decider & { readonly wakeAtMs?: number | undefined },
  tasks: readonly BenchTask[],
  sloMsOf: (task: BenchTask) => number,
  untilMs: number,
): Promise<Outcome[]> {
  const session = node.session(decider);
  const outcomes = tasks.map((task) => ({
    waitedMs: Infinity,
    firstPreviewMs: Infinity,
    finishedMs: Infinity,
    sloMs: sloMsOf(task),
  }));
  const startMs = performance.now();
  let running = 0;
  const arrive = (index: number, task: BenchTask): void => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error('a task without an outcome');
    const sinceArrivalMs = (): number => performance.now() - startMs - task.atMs;
    running += 1;
    session.begin(`${index}`, task, index, {
      onStep: () => undefined,
      onPreview: () => {
        outcome.firstPreviewMs = Math.min(outcome.firstPreviewMs, sinceArrivalMs());
      },
      onPicture: () => {
        outcome.finishedMs = sinceArrivalMs();
        running -= 1;
      },
      onFailed: (reason) => {
        if (reason !== 'REASON_CANCELED') throw new Error(`a task of the benchmark failed: ${reason}`);
        running -= 1;
      },
    });
  };
  let arrived = 0;
  for (;;) {
    const nowMs = performance.now() - startMs;
    for (let task = tasks[arrived]; task && task.atMs <= nowMs; task = tasks[arrived]) {
      arrive(arrived, task);
      arrived += 1;
    }
    if (nowMs > untilMs || (arrived === tasks.length && running === 0)) break;
    if ((decider.wakeAtMs ?? Infinity) <= performance.now()) session.wake();
    await sleep(Math.min(pollMs, Math.max(0, (tasks[arrived]?.atMs ?? Infinity) - nowMs)));
  }
  for (const index of tasks.keys()) session.cancel(`${index}`);
  // The next run finds the lanes and the threads that encode pictures idle.
  while (session.busy) await sleep(pollMs);
  await node.idle();
  for (const { taskIds, startedAtMs } of session.calls) {
    for (const id of taskIds) {
      const [outcome, task] = [outcomes[Number(id)], tasks[Number(id)]];
      if (outcome && task) outcome.waitedMs = Math.min(outcome.waitedMs, startedAtMs - startMs - task.atMs);
    }
  }
  return outcomes;
}
