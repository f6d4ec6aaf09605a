import type { CheckpointReady, NeedUpload, RunResponse } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { callUnary } from '@quartet/service-kit/grpc-client.ts';
import type { Context } from '@temporalio/activity';
import type { RunInput, RunResult } from '../definitions/activity-types.ts';
import type { TaskStream } from '../streams/node-connections.ts';
import { isBesideThePoint } from './beside-the-point.ts';
import type { CheckpointRecorder } from './checkpoint-recorder.ts';
import { type ActivityContext, catalogDeadlineMs } from './context.ts';
import type { OpenTask } from './describe-task.ts';
import type { LiveReporter } from './live-reporter.ts';
import type { RunSteps } from './run-steps.ts';

/** What the stays of one run share. */
export interface AttachmentParts {
  readonly context: ActivityContext;
  readonly input: RunInput;
  readonly task: OpenTask;
  readonly reporter: LiveReporter;
  readonly checkpoints: CheckpointRecorder;
  readonly steps: RunSteps;
  readonly activity: Context;
}

/** One stay on a stream to the node. */
export class Attachment {
  readonly #context: ActivityContext;
  readonly #input: RunInput;
  readonly #reporter: LiveReporter;
  readonly #checkpoints: CheckpointRecorder;
  readonly #steps: RunSteps;
  readonly ended: Promise<RunResult | 'broken'>;
  #resolve: (result: RunResult | 'broken') => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #stream: TaskStream | undefined;
  #left = false;
  /** Resolves when the catalog knows that the image has started. */
  #started: Promise<void> = Promise.resolve();

  constructor({ context, input, task, reporter, checkpoints, steps, activity }: AttachmentParts) {
    this.#context = context;
    this.#input = input;
    this.#reporter = reporter;
    this.#checkpoints = checkpoints;
    this.#steps = steps;
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
      this.#steps.hear(step);
      this.#started = this.#recordStart();
      this.#started.catch((error: unknown) => this.#reject(error));
      this.#report(() => this.#reporter.progress(step, steps));
    } else if (event.step) {
      const { step, steps } = event.step;
      this.#steps.hear(step);
      this.#report(() => this.#reporter.progress(step, steps));
    } else if (event.preview) {
      const { preview } = event;
      this.#report(() => this.#reporter.preview(preview));
    } else if (event.needUpload) {
      this.#grantUpload(event.needUpload).catch((error: unknown) => this.#reject(error));
    } else if (event.checkpointReady) {
      void this.#grantCheckpoint(event.checkpointReady);
    } else if (event.checkpointStored) {
      this.#checkpoints.record(event.checkpointStored);
    } else if (event.checkpointRefused) {
      this.#checkpoints.refuse(event.checkpointRefused);
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

  async #grantCheckpoint(ready: CheckpointReady): Promise<void> {
    const upload = await this.#checkpoints.sign(ready);
    if (upload) this.#stream?.grantCheckpoint({ sha256: ready.sha256, upload });
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
