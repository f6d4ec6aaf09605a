import { createHash } from 'node:crypto';
import { setImmediate as afterThisTurn } from 'node:timers/promises';
import type {
  CheckpointGrant,
  CheckpointReadyInput,
  CheckpointStoredInput,
  RunResponseInput,
  UploadGrant,
} from '@quartet/protos/generated/index.ts';
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
  /** Whether anyone listens to the task: nobody else can find a checkpoint a place. */
  readonly isHeard: () => boolean;
  /** Tells whoever listens to the task. */
  readonly say: (
    kind: 'checkpoint_ready' | 'checkpoint_stored' | 'fact',
    event: Omit<RunResponseInput, 'taskId'>,
  ) => void;
  readonly metrics: NodeMetrics;
}

/** What was asked, and who takes the answer: a grant, that none came in time, or that whoever was asked has gone. */
interface Question {
  readonly ready: CheckpointReadyInput;
  readonly timer: NodeJS.Timeout;
  readonly answer: (answer: UploadGrant | 'no_place' | 'nobody') => void;
}

/**
 * One task's checkpoints on their way to the store: one at a time, and of those that come meanwhile, or while nobody listens,
 * only the newest next. Painting never waits for them, and what fails costs the checkpoint alone: the next one follows.
 */
export class TaskCheckpoints {
  readonly #options: TaskCheckpointsOptions;
  readonly #end = new AbortController();
  /** The newest, while another is under way or nobody listens. */
  #next: FrozenSample | undefined;
  #underWay: Promise<void> | undefined;
  /** The checkpoint_ready that waits for its answer. */
  #question: Question | undefined;
  /** The digest of the one that the task was to go on from and could not. */
  #refused: string | undefined;
  /** The last that was stored. */
  #stored: CheckpointStoredInput | undefined;

  constructor(options: TaskCheckpointsOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is under way. */
  get settled(): Promise<void> {
    return this.#underWay ?? Promise.resolve();
  }

  /** Has a sample stored as it was: at once where it can be, else unless a newer one comes before its turn. */
  put(frozen: FrozenSample): void {
    if (this.#end.signal.aborted) return;
    this.#next = frozen;
    this.#goOn();
  }

  /** An answer to checkpoint_ready. Does nothing when it is for another checkpoint than the one that waits: it came too late. */
  grant({ sha256, upload }: CheckpointGrant): void {
    if (upload && sha256 === this.#question?.ready.sha256) this.#question.answer(upload);
  }

  /** The checkpoint of this digest is no good: one of an earlier step is worth more. */
  refuse(sha256: string): void {
    this.#refused = sha256;
    this.#options.say('fact', { checkpointRefused: { sha256 } });
  }

  /** Somebody listens, who may not have heard what was said before. */
  attached(): void {
    if (this.#refused) this.#options.say('fact', { checkpointRefused: { sha256: this.#refused } });
    if (this.#stored) this.#options.say('checkpoint_stored', { checkpointStored: this.#stored });
    if (this.#question) {
      this.#question.timer.refresh();
      this.#options.say('checkpoint_ready', { checkpointReady: this.#question.ready });
    }
    this.#goOn();
  }

  /** Whoever listened has gone: what was asked is asked again when somebody comes, unless a newer one is there by then. */
  left(): void {
    this.#question?.answer('nobody');
  }

  /** The task has ended: what is under way is dropped. */
  end(): void {
    this.#next = undefined;
    this.#end.abort();
    this.#question?.answer('nobody');
  }

  #goOn(): void {
    if (this.#next && this.#options.isHeard()) this.#underWay ??= this.#storeAll();
  }

  async #storeAll(): Promise<void> {
    // The call that follows goes to its lane first.
    await afterThisTurn();
    for (let frozen = this.#take(); frozen; frozen = this.#take()) await this.#store(frozen);
    this.#underWay = undefined;
  }

  #take(): FrozenSample | undefined {
    if (!this.#options.isHeard()) return undefined;
    const frozen = this.#next;
    this.#next = undefined;
    return frozen;
  }

  async #store(frozen: FrozenSample): Promise<void> {
    const { owner, say, metrics } = this.#options;
    // A millisecond for a megabyte: less than a thread would take to be told.
    const file = encodeCheckpoint(owner, frozen);
    if (file.length > checkpointLimitBytes) return this.#failed('too_large');
    const stored = {
      step: frozen.step,
      sizeBytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    };
    const grant = await this.#ask(stored);
    if (this.#end.signal.aborted) return;
    if (grant === 'no_place') return this.#failed('no_place');
    if (grant === 'nobody') {
      this.#next ??= frozen;
      return;
    }
    try {
      await uploadFile(file, grant, this.#end.signal, retryPausesMs);
    } catch (error) {
      if (!(error instanceof ReasonError)) throw error;
      return this.#failed(reasonName(error.reason));
    }
    metrics.checkpointsStored.inc();
    metrics.checkpointBytes.inc(file.length);
    this.#stored = stored;
    say('checkpoint_stored', { checkpointStored: stored });
  }

  #ask(ready: CheckpointReadyInput): Promise<UploadGrant | 'no_place' | 'nobody'> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => answer('no_place'), grantLimitMs);
      const answer: Question['answer'] = (given) => {
        clearTimeout(timer);
        this.#question = undefined;
        resolve(given);
      };
      this.#question = { ready, timer, answer };
      this.#options.say('checkpoint_ready', { checkpointReady: ready });
    });
  }

  /** What is dropped because its task has ended has not failed. */
  #failed(reason: string): void {
    if (!this.#end.signal.aborted) this.#options.metrics.checkpointsFailed.inc({ reason });
  }
}
