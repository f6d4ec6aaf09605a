/** What the stages' tests and benchmarks drive models by: lanes, one model of a folder, a runner, and a store for sources. */
import { createHash } from 'node:crypto';
import { type ServerResponse, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import type { ResidentModel, SourcePicture, TaskContent, TaskContentInput } from '@quartet/protos/generated/index.ts';
import { type Reason, ReasonError } from '@quartet/protos/reasons.ts';
import { Node } from '@quartet/protos/services.ts';
import sharp from 'sharp';
import type { EncodedPicture } from '../runtime/pictures.ts';
import { type Decider, Runner } from '../runtime/runner.ts';
import type { Sample, SampleHere } from '../runtime/sample.ts';
import type { CallReport } from '../runtime/step-call.ts';
import { type ModelFolder, readModelFolder } from '../store/model-folder.ts';
import { loadModel, unloadModel } from './load-model.ts';
import type { Lanes, StageModel } from './stage-model.ts';

/** A finished picture and what was said of it on the way. */
export interface Made extends EncodedPicture {
  readonly gpuMs: number;
  readonly steps: readonly number[];
  readonly previews: readonly { readonly step: number; readonly webp: Buffer }[];
}

/** A task's content as a node gets it: with every field there. */
export function asReceived(content: TaskContentInput): TaskContent {
  const { requestSerialize: serialize, requestDeserialize: deserialize } = Node.service.Run;
  const received = deserialize(serialize({ taskId: '', start: { content } })).start?.content;
  if (!received) throw new Error('the content was lost on its way');
  return received;
}

/** Models and a runner. */
export class Workbench {
  /** All calls so far. */
  readonly calls: (CallReport & { readonly laneMs: number; readonly doneAtMs: number })[] = [];
  readonly #batchCap: number;
  readonly #threads: number;
  readonly #models = new Map<string, StageModel>();
  readonly #runner: Runner;
  #samples = 0;

  /** @param decider in the engine's place, for tests that need calls to be as full as can be */
  constructor(batchCap: number, threads = availableParallelism(), decider?: Decider) {
    this.#batchCap = batchCap;
    this.#threads = threads;
    this.#runner = new Runner(
      {
        onCallStarted: () => undefined,
        onCallDone: (report, laneMs) => this.calls.push({ ...report, laneMs, doneAtMs: performance.now() }),
      },
      decider,
    );
  }

  /** The threads of the model that was loaded last. */
  get lanes(): Lanes {
    const last = [...this.#models.values()].at(-1);
    if (!last) throw new Error('no model is loaded');
    return last.lanes;
  }

  /** Loads the model of a folder, by its path or as it was read. */
  async load(from: string | ModelFolder): Promise<ResidentModel> {
    const session = { provider: 'cpu', threads: this.#threads } as const;
    const folder = typeof from === 'string' ? await readModelFolder(from) : from;
    const model = await loadModel(folder, { session, batchCap: this.#batchCap });
    this.#models.set(model.id, model);
    return model.describe();
  }

  /**
   * Takes a task on, without a runner.
   * @throws ReasonError
   */
  accept(content: TaskContentInput): Sample {
    const model = this.#models.get(content.model ?? '');
    if (!model) throw new ReasonError('REASON_UNKNOWN_MODEL');
    return model.accept(asReceived(content));
  }

  /** Takes a task on whose samples are moved on here. */
  acceptHere(content: TaskContentInput): SampleHere {
    const sample = this.accept(content);
    if (sample.stepper) throw new Error('its samples are moved on by their lane');
    return sample;
  }

  /**
   * Does a task.
   * @param onStep hears of each step, with the name by which {@link Workbench.cancel} knows the sample, and the sample
   * @throws ReasonError
   */
  async make(
    content: TaskContentInput,
    onStep: (step: number, id: string, sample: Sample) => void = () => undefined,
  ): Promise<Made> {
    const sample = this.accept(content);
    this.#samples += 1;
    const sampleId = `sample ${this.#samples}`;
    const steps: number[] = [];
    const previews: { step: number; webp: Buffer }[] = [];
    return new Promise((resolve, reject) => {
      this.#runner.run(
        { sampleId, taskId: sampleId, model: content.model ?? '', sample },
        {
          onStep: (step) => {
            steps.push(step);
            onStep(step, sampleId, sample);
          },
          onPreview: (step, webp) => previews.push({ step, webp }),
          onPicture: (picture, gpuMs) => resolve({ ...picture, gpuMs, steps, previews }),
          onFailed: (reason) => reject(new ReasonError(reason)),
        },
      );
    });
  }

  cancel(id: string, reason: Reason): void {
    this.#runner.cancel(id, reason);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#models.values()].map(unloadModel));
  }
}

/** A store that gives out the files it was handed. */
export class SourceShelf {
  readonly #files = new Map<string, Uint8Array>();
  readonly #server: Server;
  #url = '';
  /** Instead of a file. */
  answer: ((response: ServerResponse) => void) | undefined;

  constructor() {
    this.#server = createServer(({ url = '' }, response) => {
      const file = this.#files.get(url);
      if (this.answer) this.answer(response);
      else if (file) response.end(file);
      else response.writeHead(404).end();
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  /** Puts a file there and says what a task's content says of it. */
  async put(file: Buffer): Promise<SourcePicture> {
    const { width, height } = await sharp(file).metadata();
    const path = `/${this.#files.size}`;
    this.#files.set(path, file);
    const sha256 = createHash('sha256').update(file).digest('hex');
    return { url: `${this.#url}${path}`, sizeBytes: file.length, sha256, width, height };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** By how many grey levels two pictures' values differ: at most, and the shares of them by none and by more than one. */
export async function difference(left: Buffer | string, right: Buffer | string) {
  const [a, b] = await Promise.all([left, right].map((each) => sharp(each).raw().toBuffer()));
  if (!a || !b || a.length !== b.length) throw new Error('the pictures differ in size');
  const differences = a.map((value, index) => Math.abs(value - (b[index] ?? 0)));
  return {
    most: differences.reduce((most, value) => Math.max(most, value), 0),
    equal: differences.filter((value) => value === 0).length / a.length,
    overOne: differences.filter((value) => value > 1).length / a.length,
  };
}
