import { leaseName } from '@quartet/protos/leases.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { Context } from '@temporalio/activity';
import type { RunInput, RunResult } from '../definitions/activity-types.ts';
import { Attachment } from './attachment.ts';
import { CheckpointRecorder } from './checkpoint-recorder.ts';
import type { ActivityContext } from './context.ts';
import { type OpenTask, describeTask, isSourceGone } from './describe-task.ts';
import { LiveReporter } from './live-reporter.ts';
import { RunSteps } from './run-steps.ts';

const heartbeatMs = 1_000;

/** A node whose streams break this often under one task counts as lost. */
const breaksLimit = 5;

/**
 * Has the node of a lease run its task, or attaches to the sample that it already runs, and turns what the node says into
 * live events and catalog calls. Ends with the picture stored, or with the reason why not.
 */
export async function run(context: ActivityContext, input: RunInput): Promise<RunResult> {
  const { lease, requestId } = input;
  const { catalog, log, metrics } = context;
  const activity = Context.current();
  const heartbeat = setInterval(() => activity.heartbeat(), heartbeatMs);
  metrics.painting.inc();
  try {
    const task = await describe(context, input);
    if (!task) return { kind: 'ended' };
    const result = await attend(context, input, task, activity);
    if (result.kind !== 'failed') return result;
    metrics.runsLost.inc({ reason: reasonName(result.reason) });
    log.info(
      { request_id: requestId, task_id: lease.taskId, lease: leaseName(lease), reason: reasonName(result.reason) },
      'a run ended without a picture',
    );
    if (result.reason !== 'REASON_CANCELED') return result;
    // Cancelled at the node: by the owner's wish, when the catalog says that the image has ended; else it goes on elsewhere.
    const open = await describeTask(catalog, { taskId: lease.taskId, requestId });
    return open ? { ...result, reason: 'REASON_LEASE_LOST' } : { kind: 'ended' };
  } catch (error) {
    if (isSourceGone(error)) return { kind: 'failed', reason: error.reason };
    throw error;
  } finally {
    metrics.painting.dec();
    clearInterval(heartbeat);
  }
}

/** The task with the checkpoint that it goes on from as things are; undefined when its image has ended. */
function describe({ catalog }: ActivityContext, { lease, requestId, afresh }: RunInput): Promise<OpenTask | undefined> {
  return describeTask(catalog, { taskId: lease.taskId, requestId, afresh });
}

/**
 * The task as it is by now, for a node that is back as another process and knows nothing of the sample: it goes on from the
 * newest checkpoint. Undefined where the catalog does not say, or says that the image has ended: the sample may live on, and is
 * met with what is known, which ends it where nobody wants it.
 */
async function newestOf(context: ActivityContext, input: RunInput): Promise<OpenTask | undefined> {
  try {
    return await describe(context, input);
  } catch (error) {
    const { lease, requestId } = input;
    const about = { err: error, request_id: requestId, task_id: lease.taskId };
    context.log.warn(about, 'a task was not read again after its stream broke');
    return undefined;
  }
}

/** Stays with the task, over broken streams, until it ends. */
async function attend(
  context: ActivityContext,
  input: RunInput,
  task: OpenTask,
  activity: Context,
): Promise<RunResult> {
  const reporter = new LiveReporter(context, task);
  const checkpoints = new CheckpointRecorder(context, input);
  // Another try attaches to the sample that the first has started: what was taken again has been counted then.
  const stepBefore = activity.info.attempt === 1 ? (input.stepBefore ?? 0) : 0;
  const steps = new RunSteps(stepBefore, (repeated) => context.metrics.stepsRepeated.inc(repeated));
  let open = task;
  for (let breaks = 0; breaks < breaksLimit; breaks += 1) {
    const parts = { context, input, task: open, reporter, checkpoints, steps, activity };
    const result = await new Attachment(parts).ended;
    if (result !== 'broken') {
      if (result.kind === 'failed') await checkpoints.settled;
      return result.kind === 'failed' ? { ...result, step: steps.done } : result;
    }
    await checkpoints.settled;
    open = (await newestOf(context, input)) ?? open;
  }
  return { kind: 'failed', reason: 'REASON_NODE_LOST', step: steps.done };
}
