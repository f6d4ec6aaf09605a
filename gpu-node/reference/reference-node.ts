/** A node that has the reference models, and a worker that has it paint cases and keeps what can be seen of them on the way. */
import type { RunResponse } from '@quartet/protos/generated/index.ts';
import { Checkpoint } from '@quartet/protos/services.ts';
import { type RunningNode, startNode } from '../server/node.ts';
import { FakeScheduler, FakeStore, FakeWorker } from '../server/testing.ts';
import { loadSettings } from '../settings.ts';
import { SourceShelf } from '../stages/testing.ts';
import { contentOf } from './case-content.ts';
import type { ReferenceCase } from './cases.ts';
import { type ReferenceStore, referenceStore } from './unpack.ts';

/** A case as the node painted it. */
export interface Painted {
  /** Latents [channels, height, width] before the first call of the denoiser. */
  readonly first: Float32Array;
  /** Latents after the last one. */
  readonly last: Float32Array;
  /** The stored file. */
  readonly picture: Buffer;
}

/** A case that is being painted. */
interface Painting {
  /** Calls of the denoiser in all. */
  steps: number;
  /** The latest checkpoint that is stored. */
  stored: number | undefined;
  /** Whether the picture waits for its place. */
  finished: boolean;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class ReferenceNode {
  readonly #models: ReferenceStore;
  readonly #scheduler = new FakeScheduler();
  readonly #store = new FakeStore();
  readonly #shelf = new SourceShelf();
  readonly #paintings = new Map<string, Painting>();
  #storeUrl = '';
  #node: RunningNode | undefined;
  #worker: FakeWorker | undefined;
  #leases = 0;

  private constructor(models: ReferenceStore) {
    this.#models = models;
  }

  /** Starts a node that freezes its samples before their first step and after each. */
  static async start(models?: readonly string[]): Promise<ReferenceNode> {
    const reference = new ReferenceNode(referenceStore(models));
    await reference.#start();
    return reference;
  }

  async #start(): Promise<void> {
    [this.#storeUrl] = await Promise.all([this.#store.start(), this.#shelf.open()]);
    this.#node = await startNode(
      loadSettings({
        QUARTET_LOG_LEVEL: 'error',
        QUARTET_NODE_ID: 'node-1',
        QUARTET_NODE_TASK_CAP: '1024',
        QUARTET_NODE_BATCH_CAP: '4',
        QUARTET_NODE_THREADS: '1',
        QUARTET_NODE_CHECKPOINT_SECONDS: '0',
        QUARTET_SCHEDULER_ADDRESS: await this.#scheduler.start(1),
        QUARTET_MODELS_DIR: this.#models.path,
      }),
    );
    this.#worker = new FakeWorker(this.#node.address, (message) => this.#hear(message));
  }

  /**
   * Has the node paint a case.
   * @throws Error when it does not
   */
  async paint(reference: ReferenceCase): Promise<Painted> {
    const content = await contentOf(reference, this.#shelf);
    const nodeAddress = this.#node?.address ?? '';
    this.#leases += 1;
    const taskId = `${reference.name} ${this.#leases}`;
    const lease = { taskId, epoch: 1, number: this.#leases, nodeId: 'node-1', nodeAddress };
    const { steps } = await new Promise<Painting>((resolve, reject) => {
      const painting: Painting = {
        steps: 0,
        stored: undefined,
        finished: false,
        resolve: () => resolve(painting),
        reject,
      };
      this.#paintings.set(taskId, painting);
      this.#worker?.start(lease, content);
    });
    const [first, last] = [this.#latentsAfter(taskId, 0), this.#latentsAfter(taskId, steps)];
    return { first, last, picture: this.#take(taskId, 'picture') };
  }

  async stop(): Promise<void> {
    this.#worker?.die();
    await this.#node?.stop();
    await this.#scheduler.stop();
    this.#store.stop();
    this.#shelf.close();
    this.#models.remove();
  }

  /**
   * Answers the node. A picture gets its place when the checkpoint after the last step is stored: when a task has ended,
   * its checkpoints go nowhere, and of those that wait for their turn only the newest is stored.
   */
  #hear({ taskId, accepted, checkpointReady, checkpointStored, needUpload, done, failed }: RunResponse): void {
    const painting = this.#paintings.get(taskId);
    if (!painting) return;
    if (accepted) painting.steps = accepted.steps;
    if (checkpointReady) {
      const upload = this.#placeFor(taskId, `${checkpointReady.step}`);
      this.#worker?.send({ taskId, checkpointUpload: { sha256: checkpointReady.sha256, upload } });
    }
    if (checkpointStored) painting.stored = checkpointStored.step;
    if (needUpload) painting.finished = true;
    if (painting.finished && painting.stored === painting.steps) {
      painting.finished = false;
      this.#worker?.send({ taskId, upload: this.#placeFor(taskId, 'picture') });
    }
    if (done) painting.resolve();
    if (failed) painting.reject(new Error(`${taskId} failed: ${failed.reason}`));
    if (done ?? failed) this.#paintings.delete(taskId);
  }

  #placeFor(taskId: string, name: string) {
    return { url: `${this.#storeUrl}${pathOf(taskId, name)}`, headers: {} };
  }

  #take(taskId: string, name: string): Buffer {
    const path = pathOf(taskId, name);
    const object = this.#store.objects.get(path);
    if (!object) throw new Error(`${path} is not stored`);
    this.#store.objects.delete(path);
    return object.body;
  }

  #latentsAfter(taskId: string, step: number): Float32Array {
    const path = pathOf(taskId, `${step}`);
    const object = this.#store.objects.get(path);
    if (!object) throw new Error(`${path} is not stored`);
    const { latents } = Checkpoint.deserialize(object.body);
    return new Float32Array(Uint8Array.from(latents).buffer);
  }
}

function pathOf(taskId: string, name: string): string {
  return `/${encodeURIComponent(taskId)}/${name}`;
}
