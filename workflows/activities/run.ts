import { leaseName } from '@quartet/protos/leases.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { NeedUpload, RunResponse } from '@quartet/protos/generated/index.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { callUnary } from '@quartet/service-kit/grpc-client.ts';
import { Context } from '@temporalio/activity';
import type { RunInput, RunResult } from '../definitions/activity-types.ts';
import type { TaskStream } from '../streams/node-connections.ts';
import { isBesideThePoint } from './beside-the-point.ts';
import { type ActivityContext, catalogDeadlineMs } from './context.ts';
import { type OpenTask, describeTask, isSourceGone } from './describe-task.ts';
import { LiveReporter } from './live-reporter.ts';

const heartbeatMs = 1_000;

/** A node whose streams break this often under one task counts as lost. */
const breaksLimit = 5;

/**
 * Has the node of a lease run its task, or attaches to the sample that it already runs, and turns what the node says into
 * live events and catalog calls. Ends with the picture stored, or with the reason why not.
 */
export async function run(context: ActivityContext, { lease, requestId }: RunInput): Promise<RunResult> {
  const { catalog, log, metrics } = context;
  const activity = Context.current();
  const heartbeat = setInterval(() => activity.heartbeat(), heartbeatMs);
  metrics.painting.inc();
  try {
    const task = await describeTask(catalog, { taskId: lease.taskId, requestId });
    if (!task) return { kind: 'ended' };
    const result = await attend(context, { lease, requestId }, task, activity);
    if (result.kind !== 'failed') return result;
    metrics.runsLost.inc({ reason: reasonName(result.reason) });
    log.info(
      { request_id: requestId, task_id: lease.taskId, lease: leaseName(lease), reason: reasonName(result.reason) },
      'a run ended without a picture',
    );
    if (result.reason !== 'REASON_CANCELED') return result;
    // Cancelled at the node: by the owner's wish, when the catalog says that the image has ended; else it goes on elsewhere.
    const open = await describeTask(catalog, { taskId: lease.taskId, requestId });
    return open ? { kind: 'failed', reason: 'REASON_LEASE_LOST' } : { kind: 'ended' };
  } catch (error) {
    if (isSourceGone(error)) return { kind: 'failed', reason: error.reason };
    throw error;
  } finally {
    metrics.painting.dec();
    clearInterval(heartbeat);
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
  for (let breaks = 0; breaks < breaksLimit; breaks += 1) {
    const result = await new Attachment(context, input, task, reporter, activity).ended;
    if (result !== 'broken') return result;
  }
  return { kind: 'failed', reason: 'REASON_NODE_LOST' };
}

/** One stay on a stream to the node. */
class Attachment {
  readonly #context: ActivityContext;
  readonly #input: RunInput;
  readonly #reporter: LiveReporter;
  readonly ended: Promise<RunResult | 'broken'>;
  #resolve: (result: RunResult | 'broken') => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #stream: TaskStream | undefined;
  #left = false;
  /** Resolves when the catalog knows that the image has started. */
  #started: Promise<void> = Promise.resolve();

  constructor(context: ActivityContext, input: RunInput, task: OpenTask, reporter: LiveReporter, activity: Context) {
    this.#context = context;
    this.#input = input;
    this.#reporter = reporter;
    const settled = new Promise<RunResult | 'broken'>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const onAbort = (): void => this.#abandon(activity);
    activity.cancellationSignal.addEventListener('abort', onAbort, { once: true });
    this.ended = settled.finally(() => {
      activity.cancellationSignal.removeEventListener('abort', onAbort);
      this.#left = true;
      this.#stream?.leave();
    });
    if (activity.cancellationSignal.aborted) onAbort();
    else this.#open(task).catch((error: unknown) => this.#reject(error));
  }

  async #open(task: OpenTask): Promise<void> {
    const { lease, requestId } = this.#input;
    this.#stream = await this.#context.nodes.start(
      lease.nodeAddress,
      lease.taskId,
      { lease, content: task.content, requestId },
      {
        onEvent: (event) => this.#receive(event),
        onBroken: () => this.#resolve('broken'),
        // Another try of this activity has come: Temporal gave this one up, and listens to it no more.
        onReplaced: () => this.#reject(new ReasonError('REASON_LEASE_LOST')),
      },
    );
    // Cancelled while the node was still being reached.
    if (this.#left) this.#stream?.leave();
    if (!this.#stream) this.#resolve({ kind: 'failed', reason: 'REASON_NODE_LOST' });
  }

  #receive(event: RunResponse): void {
    if (event.accepted) {
      const { step, steps } = event.accepted;
      this.#started = this.#recordStart();
      this.#started.catch((error: unknown) => this.#reject(error));
      this.#report(() => this.#reporter.progress(step, steps));
    } else if (event.step) {
      const { step, steps } = event.step;
      this.#report(() => this.#reporter.progress(step, steps));
    } else if (event.preview) {
      const { preview } = event;
      this.#report(() => this.#reporter.preview(preview));
    } else if (event.needUpload) {
      this.#grantUpload(event.needUpload).catch((error: unknown) => this.#reject(error));
    } else if (event.done) {
      const { sha256, sizeBytes, width, height, gpuMs } = event.done;
      this.#resolve({ kind: 'stored', picture: { sha256, sizeBytes, width, height, gpuMs } });
    } else if (event.failed) {
      this.#resolve({ kind: 'failed', reason: event.failed.reason });
    }
  }

  /** Watchers hear that an image has started before they hear how far it is. */
  #report(say: () => void): void {
    this.#started.then(say, () => undefined);
  }

  async #recordStart(): Promise<void> {
    const { catalog } = this.#context;
    const { lease, requestId } = this.#input;
    const options = { deadlineMs: catalogDeadlineMs, requestId };
    try {
      const { factNumber } = await callUnary(catalog, Catalog.service.RecordStart, { lease }, options);
      this.#reporter.factNumber = Math.max(this.#reporter.factNumber, factNumber);
    } catch (error) {
      await this.#endIfBesideThePoint(error);
    }
  }

  async #grantUpload({ sizeBytes, sha256, mediaType }: NeedUpload): Promise<void> {
    const { catalog } = this.#context;
    const { lease, requestId } = this.#input;
    const request = { lease, kind: 'FILE_KIND_ORIGINAL', sizeBytes, sha256, mediaType } as const;
    const options = { deadlineMs: catalogDeadlineMs, requestId };
    try {
      const { url, headers } = await callUnary(catalog, Catalog.service.SignUpload, request, options);
      this.#stream?.grantUpload({ url, headers });
    } catch (error) {
      await this.#endIfBesideThePoint(error);
    }
  }

  /**
   * An image that has ended needs no painting: its task is cancelled. A lease that is not the newest is given up. Anything
   * else is tried again by Temporal.
   */
  async #endIfBesideThePoint(error: unknown): Promise<void> {
    if (error instanceof ReasonError && error.reason === 'REASON_LEASE_SUPERSEDED') {
      this.#resolve({ kind: 'failed', reason: error.reason });
      return;
    }
    if (!isBesideThePoint(error)) throw error;
    await this.#cancelTask();
    this.#resolve({ kind: 'ended' });
  }

  #abandon(activity: Context): void {
    // A worker that shuts down leaves its samples to the worker that attaches next.
    const wanted = activity.cancellationDetails?.cancelRequested === true;
    const stopped = wanted ? this.#cancelTask() : Promise.resolve();
    void stopped.then(() => this.#reject(activity.cancellationSignal.reason));
  }

  /** Best effort: a task of an ended image that is not stopped here ends by itself, and its result is refused. */
  async #cancelTask(): Promise<void> {
    const { taskId } = this.#input.lease;
    await this.#context.placement.cancel(taskId, this.#input.requestId).catch((error: unknown) => {
      this.#context.log.warn({ err: error, task_id: taskId }, 'the scheduler could not be told to cancel');
    });
  }
}
