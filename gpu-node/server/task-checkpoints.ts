import { createHash } from 'node:crypto';
import { setImmediate as afterThisTurn } from 'node:timers/promises';
import type { RunResponseInput, UploadGrant } from '@quartet/protos/generated/index.ts';
import { checkpointLimitBytes } from '@quartet/protos/objects.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { FrozenSample } from '../runtime/sample.ts';
import { type CheckpointOwner, encodeCheckpoint } from './checkpoint-codec.ts';
import type { NodeMetrics } from './node-metrics.ts';
import { uploadFile } from './upload.ts';

/** A worker that listens answers within moments; a newer checkpoint does not wait for ever for one that does not. */
const grantLimitMs = 10_000;
/** One more try: by then a newer checkpoint is worth more than this one. */
const retryPausesMs: readonly number[] = [200];

/** What a task's checkpoints need around them. */
export interface TaskCheckpointsOptions {
  readonly owner: CheckpointOwner;
  /** Tells whoever listens to the task. */
  readonly say: (kind: 'checkpoint_ready' | 'checkpoint_stored', event: Omit<RunResponseInput, 'taskId'>) => void;
  readonly metrics: NodeMetrics;
}

/**
 * One task's checkpoints on their way to the store: one at a time, and of those that come meanwhile only the newest next.
 * Painting never waits for them, and what fails costs the checkpoint alone: the next one follows.
 */
export class TaskCheckpoints {
  readonly #options: TaskCheckpointsOptions;
  readonly #end = new AbortController();
  /** The newest, while another is under way. */
  #next: FrozenSample | undefined;
  #underWay: Promise<void> | undefined;
  /** Takes the answer to checkpoint_ready; undefined while none is waited for. */
  #onGrant: ((grant: UploadGrant | undefined) => void) | undefined;

  constructor(options: TaskCheckpointsOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is under way. */
  get settled(): Promise<void> {
    return this.#underWay ?? Promise.resolve();
  }

  /** Has a sample stored as it was: at once where none is under way, else unless a newer one comes before its turn. */
  put(frozen: FrozenSample): void {
    if (this.#end.signal.aborted) return;
    if (this.#underWay) this.#next = frozen;
    else this.#underWay = this.#storeAll(frozen);
  }

  /** The answer to checkpoint_ready. Does nothing when none is waited for any more. */
  grant(grant: UploadGrant): void {
    this.#onGrant?.(grant);
  }

  /** Whoever was asked for a place has gone: another worker does not know of the question. */
  askedNobody(): void {
    this.#onGrant?.(undefined);
  }

  /** The task has ended: what is under way is dropped. */
  end(): void {
    this.#next = undefined;
    this.#end.abort();
    this.#onGrant?.(undefined);
  }

  async #storeAll(first: FrozenSample): Promise<void> {
    // The call that follows goes to its lane first.
    await afterThisTurn();
    for (let frozen: FrozenSample | undefined = first; frozen; frozen = this.#take()) await this.#store(frozen);
    this.#underWay = undefined;
  }

  #take(): FrozenSample | undefined {
    const frozen = this.#next;
    this.#next = undefined;
    return frozen;
  }

  async #store(frozen: FrozenSample): Promise<void> {
    if (this.#end.signal.aborted) return;
    const { owner, say, metrics } = this.#options;
    // A millisecond for a megabyte: less than a thread would take to be told.
    const file = encodeCheckpoint(owner, frozen);
    if (file.length > checkpointLimitBytes) return this.#failed('too_large');
    const stored = {
      step: frozen.step,
      sizeBytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    };
    say('checkpoint_ready', { checkpointReady: stored });
    const grant = await this.#granted();
    if (!grant) return this.#failed('no_place');
    try {
      await uploadFile(file, grant, this.#end.signal, retryPausesMs);
    } catch (error) {
      if (!(error instanceof ReasonError)) throw error;
      return this.#failed(reasonName(error.reason));
    }
    metrics.checkpointsStored.inc();
    metrics.checkpointBytes.inc(file.length);
    say('checkpoint_stored', { checkpointStored: stored });
  }

  #granted(): Promise<UploadGrant | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer(undefined), grantLimitMs);
      const answer = (grant: UploadGrant | undefined): void => {
        clearTimeout(timer);
        this.#onGrant = undefined;
        resolve(grant);
      };
      this.#onGrant = answer;
    });
  }

  /** What is dropped because its task has ended has not failed. */
  #failed(reason: string): void {
    if (!this.#end.signal.aborted) this.#options.metrics.checkpointsFailed.inc({ reason });
  }
}
