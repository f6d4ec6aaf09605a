import type {
  CheckpointGrant,
  EndedTask,
  Lease,
  RunningTask,
  RunStart,
  StoredCheckpoint,
  TaskContent,
  UploadGrant,
} from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import { type Reason, ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { EncodedPicture } from '../runtime/pictures.ts';
import type { Runner } from '../runtime/runner.ts';
import type { FrozenSample, Sample } from '../runtime/sample.ts';
import { fetchAhead } from '../stages/source-picture.ts';
import type { StageModel } from '../stages/stage-model.ts';
import { Audience } from './audience.ts';
import type { CheckpointOwner } from './checkpoint-codec.ts';
import { Drains } from './drains.ts';
import { EndedTasks } from './ended-tasks.ts';
import type { NodeMetrics } from './node-metrics.ts';
import type { ModelUse, NodeModels } from './node-models.ts';
import { resumeSample } from './resume-sample.ts';
import type { RunOutbox } from './run-outbox.ts';
import type { LastWord, Task } from './task.ts';
import { TaskCheckpoints } from './task-checkpoints.ts';
import { uploadFile } from './upload.ts';

/** A worker that listens answers within moments; a picture does not wait for ever for one that does not. */
const grantLimitMs = 60_000;

/** Of the time to hand tasks back, for the call that runs: what takes longer is frozen as it was before, so that it can be stored. */
const lastCallMs = 2_500;

/** What a node's tasks need around them. */
export interface TaskTableOptions {
  readonly nodeId: string;
  readonly taskCap: number;
  readonly orphanGraceMs: number;
  /** Device time after which a sample is frozen again, milliseconds; 0: before its first step and after each. */
  readonly checkpointEveryMs: number;
  readonly runner: Pick<Runner, 'run' | 'cancel' | 'freeze'>;
  readonly models: Pick<NodeModels, 'check' | 'use'>;
  readonly metrics: NodeMetrics;
  readonly log: Logger;
  /** Called when a task was admitted or has ended. */
  readonly onChange: () => void;
}

/**
 * The tasks of a node and the leases they run by. Of one task the newest lease wins; a lease of an older epoch than the
 * node has seen starts nothing, so a leader that was paused and wakes does no harm. What runs under such a lease already
 * runs on, and workers attach to it: a new leader takes it over.
 */
export class TaskTable {
  readonly #options: TaskTableOptions;
  // The fields below are changed by this class alone, and never across an await.
  readonly #tasks = new Map<string, Task>();
  readonly #ended = new EndedTasks();
  #epochSeen = 0;
  #admissions = 0;
  readonly #drains: Drains;

  constructor(options: TaskTableOptions) {
    this.#options = options;
    this.#drains = new Drains({
      live: () => this.live,
      handBack: (task) => {
        if (task.state.kind === 'painting') void this.#handBack(task);
        else if (task.state.kind === 'resuming' || task.state.kind === 'loading') this.#stop(task, 'REASON_DRAINING');
      },
      stop: (task) => {
        if (task.state.kind !== 'ended') this.#stop(task, 'REASON_DRAINING');
      },
      changed: () => options.onChange(),
    });
  }

  get epochSeen(): number {
    return this.#epochSeen;
  }

  /** Tasks admitted and not ended. */
  get live(): Task[] {
    return [...this.#tasks.values()].filter(({ state }) => state.kind !== 'ended');
  }

  /** As reports tell of them: each report renews their leases. */
  running(): RunningTask[] {
    return this.live.map(({ lease, model, step, steps }) => ({ lease, model, step, steps }));
  }

  /** Ended tasks that the scheduler has not noted. */
  ended(): EndedTask[] {
    return this.#ended.list();
  }

  endedNoted(leases: readonly Lease[]): void {
    this.#ended.noted(leases);
  }

  /** The scheduler's epoch is this: leases of lower ones are refused from now on. */
  seeEpoch(epoch: number): void {
    this.#epochSeen = Math.max(this.#epochSeen, epoch);
  }

  /** Starts a task for a stream, or attaches the stream to it where it runs under this lease. */
  start(outbox: RunOutbox, taskId: string, { lease, content, requestId }: RunStart): void {
    // Samples step by it: what is no time would leave them in no order.
    const isDue = Number.isFinite(lease?.dueInMs ?? 0);
    if (!lease || !content || lease.taskId !== taskId || !isDue) {
      say(outbox, taskId, { failed: { reason: 'REASON_INVALID_FIELD' } });
      return;
    }
    const known = this.#tasks.get(taskId);
    const order = known ? compareLeases(lease, known.lease) : 1;
    if (known && order === 0) {
      this.#attach(known, outbox);
      return;
    }
    const refusal = this.#leaseRefusal(lease, order);
    if (refusal) {
      this.#options.log.info({ ...about(lease, requestId), reason: reasonName(refusal) }, 'a lease was refused');
      say(outbox, taskId, { failed: { reason: refusal } });
    } else {
      if (known) this.#supersede(known, outbox);
      this.#admit(outbox, lease, content, requestId);
    }
  }

  /** Uploads a finished picture where the grant says. Does nothing when it is under way already or the task is not ours. */
  grant(outbox: RunOutbox, taskId: string, grant: UploadGrant): void {
    const task = this.#tasks.get(taskId);
    if (task?.state.kind !== 'finished' || !task.audience.has(outbox)) return;
    clearTimeout(task.timer);
    const { picture } = task.state;
    const abort = new AbortController();
    task.state = { kind: 'uploading', abort };
    void this.#upload(task, picture, grant, abort.signal);
  }

  /** Stores the checkpoint that was asked for where the grant says. */
  grantCheckpoint(outbox: RunOutbox, taskId: string, grant: CheckpointGrant): void {
    const task = this.#tasks.get(taskId);
    if (task?.audience.has(outbox)) task.checkpoints?.grant(grant);
  }

  /** Ends the task that runs under this very lease. Does nothing for any other. */
  cancel(lease: Lease, reason: Reason): void {
    const task = this.#tasks.get(lease.taskId);
    if (task && compareLeases(task.lease, lease) === 0) this.#stop(task, reason);
  }

  /** A stream broke: tasks that nobody else hears of live on for the orphan grace, and what is under way to the store gets there. */
  leave(outbox: RunOutbox): void {
    for (const task of this.#tasks.values()) {
      if (!task.audience.delete(outbox) || !task.audience.isEmpty) continue;
      task.checkpoints?.left();
      if (task.state.kind === 'ended') continue;
      this.#limit(task, this.#options.orphanGraceMs, 'REASON_LEASE_LOST');
    }
  }

  /**
   * Takes no new tasks from now on, or until it is called off; resolves when none is left. Those that have not ended after
   * `graceMs` are handed back: their samples are frozen between two steps and stored, so that another node goes on from there.
   */
  drain(graceMs: number, calledOff?: AbortSignal): Promise<void> {
    return this.#drains.begin(graceMs, calledOff);
  }

  /** Forgets the tasks that have ended. */
  close(): void {
    for (const { timer } of this.#tasks.values()) clearTimeout(timer);
  }

  #leaseRefusal(lease: Lease, order: number): Reason | undefined {
    if (lease.nodeId !== this.#options.nodeId) return 'REASON_LEASE_LOST';
    if (lease.epoch < this.#epochSeen) return 'REASON_STALE_EPOCH';
    this.seeEpoch(lease.epoch);
    return order < 0 ? 'REASON_LEASE_SUPERSEDED' : undefined;
  }

  #admit(outbox: RunOutbox, lease: Lease, content: TaskContent, requestId: string): void {
    const { taskId } = lease;
    const { model } = content;
    const { log, metrics, onChange } = this.#options;
    let use: ModelUse | undefined;
    let sample: Sample | undefined;
    try {
      use = this.#useModel(model);
      if (!(use.model instanceof Promise)) sample = use.model.accept(content);
    } catch (error) {
      if (!(error instanceof ReasonError)) throw error;
      use?.release();
      const { reason } = error;
      log.info({ ...about(lease, requestId), reason: reasonName(reason) }, 'a task was refused');
      this.#ended.add({ lease, reason, gpuMs: 0 });
      say(outbox, taskId, { failed: { reason } });
      onChange();
      return;
    }
    this.#admissions += 1;
    const sampleId = `${taskId} ${leaseName(lease)} ${this.#admissions}`;
    const task: Task = {
      lease,
      sampleId,
      requestId,
      model,
      release: use.release,
      startedAtMs: performance.now(),
      steps: content.paint?.steps ?? 1,
      checkpoints: undefined,
      state: { kind: 'painting' },
      step: 0,
      gpuMs: 0,
      seen: false,
      audience: new Audience(taskId, outbox),
      timer: undefined,
    };
    this.#tasks.set(taskId, task);
    metrics.tasksRunning.inc();
    log.info({ ...about(lease, requestId), model }, 'a task was admitted');
    if (use.model instanceof Promise) void this.#load(task, use.model, content);
    else if (sample) this.#begin(task, use.model, content, sample);
    onChange();
  }

  /** Has a task wait for its model. */
  async #load(task: Task, loading: Promise<StageModel>, content: TaskContent): Promise<void> {
    const abort = new AbortController();
    task.state = { kind: 'loading', abort };
    fetchAhead(content, abort.signal);
    try {
      const model = await loading;
      if (!abort.signal.aborted) this.#begin(task, model, content, model.accept(content));
    } catch (error) {
      if (!(error instanceof ReasonError)) throw error;
      const { reason } = error;
      if (!abort.signal.aborted) this.#end(task, { failed: { reason } }, reason);
    }
  }

  /** Begins a task whose model is there, at its checkpoint or where it does without one. */
  #begin(task: Task, model: StageModel, content: TaskContent, sample: Sample): void {
    const { taskId } = task.lease;
    const { steps } = sample;
    const owner = { taskId, modelDigest: model.describe().digest, sampler: content.paint?.sampler ?? '', steps };
    task.steps = steps;
    task.checkpoints = new TaskCheckpoints({
      owner,
      isHeard: () => !task.audience.isEmpty,
      say: (kind, event) => task.audience.push(kind, event),
      metrics: this.#options.metrics,
    });
    if (content.checkpoint) void this.#resume(task, model, content, content.checkpoint, owner, sample);
    else this.#paint(task, sample);
  }

  /** Has a task go on from its checkpoint, or begin where it would without one when that is no good. */
  async #resume(
    task: Task,
    model: StageModel,
    content: TaskContent,
    stored: StoredCheckpoint,
    owner: CheckpointOwner,
    fresh: Sample,
  ): Promise<void> {
    const { log, metrics } = this.#options;
    const abort = new AbortController();
    task.state = { kind: 'resuming', abort };
    const resumed = await resumeSample(model, content, stored, owner, log, abort.signal);
    if (abort.signal.aborted) return;
    if ('sample' in resumed) {
      const { firstStep: step } = resumed.sample;
      log.info({ ...about(task.lease, task.requestId), step }, 'a task goes on from a checkpoint');
      metrics.tasksResumed.inc();
      metrics.stepsSaved.inc(step - fresh.firstStep);
      this.#paint(task, resumed.sample);
    } else {
      const { fault: reason } = resumed;
      log.warn({ ...about(task.lease, task.requestId), reason }, 'a task does not go on from its checkpoint');
      metrics.checkpointsRefused.inc({ reason });
      // A store that does not answer says nothing of what it holds.
      if (reason !== 'unavailable') task.checkpoints?.refuse(stored.sha256);
      this.#paint(task, fresh);
    }
  }

  #paint(task: Task, sample: Sample): void {
    const { lease, sampleId, model, steps, startedAtMs } = task;
    const { taskId, dueInMs } = lease;
    task.state = { kind: 'painting' };
    task.step = sample.firstStep;
    task.audience.push('fact', { accepted: { step: task.step, steps } });
    const { runner, checkpointEveryMs } = this.#options;
    const dueAtMs = dueInMs === undefined ? undefined : startedAtMs + dueInMs;
    runner.run({ sampleId, taskId, model, sample, checkpointEveryMs, dueAtMs }, this.#listener(task));
  }

  #useModel(id: string): ModelUse {
    const { models, taskCap } = this.#options;
    if (this.#drains.hold) throw new ReasonError('REASON_DRAINING');
    // What the node does not have at all is said first: it is final.
    models.check(id);
    if (this.live.length >= taskCap) throw new ReasonError('REASON_NODE_FULL');
    return models.use(id);
  }

  /** What the runner says of a task goes to whoever listens then. */
  #listener(task: Task) {
    const { metrics } = this.#options;
    const sinceAdmission = (): number => (performance.now() - task.startedAtMs) / 1_000;
    return {
      onStep: (step: number): void => {
        task.step = step;
        task.audience.push('step', { step: { step, steps: task.steps } });
      },
      onPreview: (step: number, webp: Buffer, milestone: boolean): void => {
        if (task.state.kind !== 'painting') return;
        if (!task.seen) metrics.firstPreviewSeconds.observe({ model: task.model }, sinceAdmission());
        task.seen = true;
        const preview = { step, steps: task.steps, mediaType: 'image/webp', data: webp };
        task.audience.push(milestone ? 'milestone' : 'preview', { preview });
      },
      onCheckpoint: (frozen: FrozenSample): void => task.checkpoints?.put(frozen),
      onPicture: (picture: EncodedPicture, gpuMs: number): void => {
        task.release();
        if (task.state.kind !== 'painting') return;
        task.gpuMs = gpuMs;
        task.state = { kind: 'finished', picture };
        metrics.finishSeconds.observe({ model: task.model }, sinceAdmission());
        if (!task.audience.isEmpty) this.#askForPlace(task, picture);
      },
      onFailed: (reason: Reason, gpuMs: number): void => {
        task.gpuMs = gpuMs;
        if (task.state.kind !== 'handing_back') this.#end(task, { failed: { reason } }, reason);
      },
    };
  }

  /** Has a task gone on with elsewhere from where it is. One whose steps are all done ends here, if it does in time. */
  async #handBack(task: Task): Promise<void> {
    const { runner } = this.#options;
    const frozen = await runner.freeze(task.sampleId, lastCallMs);
    if (task.state.kind !== 'painting') return;
    if (frozen) task.checkpoints?.put(frozen);
    if (task.step === task.steps) return;
    task.state = { kind: 'handing_back' };
    runner.cancel(task.sampleId, 'REASON_DRAINING');
    await task.checkpoints?.settled;
    this.#end(task, { failed: { reason: 'REASON_DRAINING' } }, 'REASON_DRAINING');
  }

  #attach(task: Task, outbox: RunOutbox): void {
    const { state, lease } = task;
    task.audience.add(outbox);
    if (state.kind === 'ended') {
      say(outbox, lease.taskId, state.last);
      return;
    }
    clearTimeout(task.timer);
    this.#options.log.info(about(lease, task.requestId), 'a worker attached to a task');
    // Before it begins nobody knows at which step that is; the new listener hears it with the first word.
    if (state.kind === 'loading' || state.kind === 'resuming') return;
    say(outbox, lease.taskId, { accepted: { step: task.step, steps: task.steps } });
    task.checkpoints?.attached();
    if (state.kind === 'finished') this.#askForPlace(task, state.picture);
  }

  #askForPlace(task: Task, { png, sha256 }: EncodedPicture): void {
    task.audience.push('fact', { needUpload: { sizeBytes: png.length, sha256, mediaType: 'image/png' } });
    this.#limit(task, grantLimitMs, 'REASON_UPLOAD_FAILED');
  }

  /** Ends a task after a while, unless its picture is on its way by then. */
  #limit(task: Task, limitMs: number, reason: Reason): void {
    clearTimeout(task.timer);
    task.timer = setTimeout(() => {
      if (task.state.kind !== 'uploading') this.#stop(task, reason);
    }, limitMs);
  }

  /** On the stream that brought the newer lease the older one's end goes unsaid: it would read as the newer one's. */
  #supersede(task: Task, newer: RunOutbox): void {
    task.audience.delete(newer);
    this.#stop(task, 'REASON_LEASE_SUPERSEDED');
  }

  async #upload(task: Task, picture: EncodedPicture, grant: UploadGrant, signal: AbortSignal): Promise<void> {
    const { png, sha256, width, height } = picture;
    const observe = this.#options.metrics.uploadSeconds.startTimer();
    try {
      await uploadFile(png, grant, signal);
      observe({ reason: 'none' });
      const done = { sha256, sizeBytes: png.length, width, height, gpuMs: task.gpuMs };
      this.#end(task, { done }, undefined);
    } catch (error) {
      if (!(error instanceof ReasonError)) throw error;
      observe({ reason: reasonName(error.reason) });
      this.#end(task, { failed: { reason: error.reason } }, error.reason);
    }
  }

  /** Ends a task wherever it is; what is still under way for it is dropped when it comes back. */
  #stop(task: Task, reason: Reason): void {
    if ('abort' in task.state) task.state.abort.abort();
    this.#options.runner.cancel(task.sampleId, reason);
    this.#end(task, { failed: { reason } }, reason);
  }

  #end(task: Task, last: LastWord, reason: Reason | undefined): void {
    if (task.state.kind === 'ended') return;
    const { lease, requestId, gpuMs, model } = task;
    const { metrics, log, orphanGraceMs, onChange } = this.#options;
    task.state = { kind: 'ended', last };
    task.checkpoints?.end();
    task.release();
    const label = reason === undefined ? 'none' : reasonName(reason);
    metrics.tasksRunning.dec();
    metrics.tasksEnded.inc({ model, reason: label });
    metrics.gpuSeconds.inc({ model }, gpuMs / 1_000);
    log.info({ ...about(lease, requestId), model, reason: label, gpu_ms: Math.round(gpuMs) }, 'a task ended');
    this.#ended.add({ lease, reason: reason ?? 'REASON_UNSPECIFIED', gpuMs });
    task.audience.push('fact', last);
    clearTimeout(task.timer);
    task.timer = setTimeout(() => {
      if (this.#tasks.get(lease.taskId) === task) this.#tasks.delete(lease.taskId);
    }, orphanGraceMs);
    onChange();
    if (this.live.length === 0) this.#drains.emptied();
  }
}

function say(outbox: RunOutbox, taskId: string, event: Parameters<RunOutbox['push']>[2]): void {
  outbox.push(taskId, 'fact', event, performance.now());
}

/** What the log may say of a task. */
function about(lease: Lease, requestId: string) {
  return { request_id: requestId, task_id: lease.taskId, lease: leaseName(lease) };
}
