import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { Engine } from '../engine/engine.ts';
import type { EncodedPicture } from '../runtime/pictures.ts';
import { type Decider, type RunListener, Runner } from '../runtime/runner.ts';
import type { CallReport } from '../runtime/step-call.ts';
import { loadModel, unloadModel } from '../stages/load-model.ts';
import type { StageModel } from '../stages/stage-model.ts';
import type { Sample } from '../runtime/sample.ts';
import { asReceived } from '../stages/testing.ts';
import { readModelFolder } from '../store/model-folder.ts';
import { deviceThreads } from './machine.ts';
import { type Subject, contentOf } from './subjects.ts';

/** The most samples in one call of any benchmark. */
export const largestBatch = 32;

/** One call as the runner tells of it; times by `performance.now()`. */
export interface Call {
  readonly taskIds: readonly string[];
  readonly startedAtMs: number;
  readonly laneMs: number;
  readonly doneAtMs: number;
}

/** What is asked for, in the terms of a subject. */
export interface Asked {
  readonly steps: number;
  readonly size: number;
  readonly request: number;
}

type Prepare = (sample: Sample) => Sample;

/** A node's path from task to picture without gRPC: a subject's model on lanes of its own, and runners over it. */
export class BenchNode {
  readonly subject: Subject;
  readonly model: StageModel;
  #nextRequest = 0;

  private constructor(subject: Subject, model: StageModel) {
    this.subject = subject;
    this.model = model;
  }

  static async open(subject: Subject): Promise<BenchNode> {
    const session = { provider: 'cpu', threads: deviceThreads } as const;
    const folder = await readModelFolder(subject.folder);
    return new BenchNode(subject, await loadModel(folder, { session, batchCap: largestBatch }));
  }

  /** A task's sample, its prompt encoded: it may take its first step. */
  async encodedSample(request: number): Promise<{ readonly sample: Sample; readonly encodeMs: number }> {
    const { model, subject } = this;
    const sample = model.accept(asReceived(contentOf(subject, { steps: subject.steps, size: 0, request }, 0)));
    const encodeMs = (await sample.sideJobs?.encode()) ?? 0;
    return { sample, encodeMs };
  }

  /** Waits until nothing of what sessions began is under way any more. */
  async idle(): Promise<void> {
    // An encoding that is not in the cache waits for all that its lane was given before.
    this.#nextRequest -= 1;
    await this.encodedSample(this.#nextRequest);
    while (sharp.counters().process > 0 || sharp.counters().queue > 0) await sleep(1);
  }

  close(): Promise<void> {
    return unloadModel(this.model);
  }

  /**
   * A runner over the model that has nothing to do yet.
   * @param prepare what is done with each sample before it begins
   */
  session(decider: Decider = new Engine(), prepare: Prepare = (sample) => sample): BenchSession {
    return new BenchSession(this, decider, prepare);
  }
}

/** One runner and what it did. */
export class BenchSession {
  /** All calls so far, in order. */
  readonly calls: Call[] = [];
  readonly #node: BenchNode;
  readonly #prepare: Prepare;
  readonly #runner: Runner;
  #startedAtMs = 0;
  #running = 0;

  constructor(node: BenchNode, decider: Decider, prepare: Prepare) {
    this.#node = node;
    this.#prepare = prepare;
    this.#runner = new Runner(
      {
        onCallStarted: () => {
          this.#startedAtMs = performance.now();
          this.#running += 1;
        },
        onCallDone: (report: CallReport, laneMs: number) => {
          this.#running -= 1;
          const { taskIds } = report;
          this.calls.push({ taskIds, startedAtMs: this.#startedAtMs, laneMs, doneAtMs: performance.now() });
        },
      },
      decider,
    );
  }

  /** Whether a call runs. */
  get busy(): boolean {
    return this.#running > 0;
  }

  /** Begins a task. */
  begin(id: string, asked: Asked, seed: number, listener: RunListener): void {
    const { model, subject } = this.#node;
    const sample = this.#prepare(model.accept(asReceived(contentOf(subject, asked, seed))));
    this.#runner.run({ sampleId: id, taskId: id, model: model.id, sample }, listener);
  }

  /** Does a task to its picture. */
  paint(id: string, asked: Asked, seed: number): Promise<EncodedPicture> {
    return new Promise((resolve, reject) => {
      this.begin(id, asked, seed, {
        onStep: () => undefined,
        onPreview: () => undefined,
        onPicture: resolve,
        onFailed: (reason) => reject(new Error(`a task of the benchmark failed: ${reason}`)),
      });
    });
  }

  /** Paints so many of the same at once. */
  paintMany(count: number, asked: Asked): Promise<EncodedPicture[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.paint(`${index}`, asked, index)));
  }

  /** Begins so many of the same at once and ends them after their last step. @returns all calls */
  async stepMany(count: number, asked: Asked): Promise<readonly Call[]> {
    await Promise.all(
      Array.from(
        { length: count },
        (_, index) =>
          new Promise<void>((resolve, reject) => {
            this.begin(`${index}`, asked, index, {
              onStep: (step) => {
                if (step === asked.steps) resolve();
              },
              onPreview: () => undefined,
              onPicture: () => undefined,
              onFailed: (reason) => reject(new Error(`a task of the benchmark failed: ${reason}`)),
            });
          }),
      ),
    );
    for (let index = 0; index < count; index += 1) this.cancel(`${index}`);
    return this.calls;
  }

  cancel(id: string): void {
    this.#runner.cancel(id, 'REASON_CANCELED');
  }

  /** Makes the runner ask its decider anew: it has a window that has passed. Nobody has this id. */
  wake(): void {
    this.cancel('');
  }
}
