import type {
  CheckpointReady,
  CheckpointRefused,
  CheckpointStored,
  UploadGrantInput,
} from '@quartet/protos/generated/index.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { callUnary } from '@quartet/service-kit/grpc-client.ts';
import type { RunInput } from '../definitions/activity-types.ts';
import { isBesideThePoint } from './beside-the-point.ts';
import { type ActivityContext, catalogDeadlineMs } from './context.ts';

/**
 * The catalog's part of a run's checkpoints. Whatever fails here costs a checkpoint and nothing else: the run goes on, and a
 * newer checkpoint follows. Outlives broken streams.
 */
export class CheckpointRecorder {
  readonly #context: ActivityContext;
  readonly #input: RunInput;
  #underWay: Promise<void> = Promise.resolve();

  constructor(context: ActivityContext, input: RunInput) {
    this.#context = context;
    this.#input = input;
  }

  /** Resolves when the catalog knows of all that was stored: whoever is placed next goes on from there. */
  get settled(): Promise<void> {
    return this.#underWay;
  }

  /** Where a checkpoint may be put; undefined when nowhere. */
  async sign({ sizeBytes, sha256 }: CheckpointReady): Promise<UploadGrantInput | undefined> {
    const { lease } = this.#input;
    const mediaType = 'application/octet-stream';
    const request = { lease, kind: 'FILE_KIND_CHECKPOINT', sizeBytes, sha256, mediaType } as const;
    try {
      const { catalog } = this.#context;
      const { url, headers } = await callUnary(catalog, Catalog.service.SignUpload, request, this.#options());
      return { url, headers };
    } catch (error) {
      this.#lost(error, 'a checkpoint was given no place');
      return undefined;
    }
  }

  /** Has the catalog note a stored checkpoint, after those before it. */
  record({ step, sizeBytes, sha256 }: CheckpointStored): void {
    const request = { lease: this.#input.lease, step, sizeBytes, sha256 };
    this.#underWay = this.#underWay.then(async () => {
      try {
        await callUnary(this.#context.catalog, Catalog.service.RecordCheckpoint, request, this.#options());
      } catch (error) {
        this.#lost(error, 'a stored checkpoint was not noted');
      }
    });
  }

  /** Has the catalog forget a checkpoint that the node refused, before it notes those that follow. */
  refuse({ sha256 }: CheckpointRefused): void {
    const request = { taskId: this.#input.lease.taskId, sha256 };
    this.#underWay = this.#underWay.then(async () => {
      try {
        await callUnary(this.#context.catalog, Catalog.service.DropCheckpoint, request, this.#options());
      } catch (error) {
        this.#lost(error, 'a refused checkpoint was not forgotten');
      }
    });
  }

  /** That an image has ended shows where the run itself meets it. */
  #lost(error: unknown, what: string): void {
    if (isBesideThePoint(error)) return;
    const { lease, requestId } = this.#input;
    this.#context.log.warn({ err: error, request_id: requestId, task_id: lease.taskId }, what);
  }

  #options() {
    return { deadlineMs: catalogDeadlineMs, requestId: this.#input.requestId };
  }
}
