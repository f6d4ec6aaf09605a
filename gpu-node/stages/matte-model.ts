import type { ResidentModel, TaskContent } from '@quartet/protos/generated/index.ts';
import { StepTimes } from '../engine/step-times.ts';
import type { MatteFolder } from '../store/model-folder.ts';
import { loadGraph } from './load-graph.ts';
import { MatteSample } from './matte-sample.ts';
import type { Lanes, LoadOptions, StageModel } from './stage-model.ts';

/** A model that finds the foreground of pictures. */
export class MatteModel implements StageModel {
  readonly folder: MatteFolder;
  readonly stepTimes: StepTimes;
  /** The most samples in one call that the node allows. */
  readonly batchCap: number;
  readonly lanes: Lanes;
  #cuttingOut: Promise<unknown> = Promise.resolve();

  private constructor(folder: MatteFolder, { lanes, batchCap }: LoadOptions, stepTimes: StepTimes) {
    this.folder = folder;
    this.lanes = lanes;
    this.stepTimes = stepTimes;
    this.batchCap = batchCap;
  }

  /**
   * Loads a model's graph and measures how long calls take, by batch size.
   * @throws Error when the graph does not load, does not run, or does not give a matte
   */
  static async load(folder: MatteFolder, options: LoadOptions): Promise<MatteModel> {
    const { input_side: side } = folder.manifest;
    const stepTimes = new StepTimes();
    await loadGraph(folder.graph, options, stepTimes, { from: [3, side, side], to: [1, side, side] });
    return new MatteModel(folder, options, stepTimes);
  }

  get id(): string {
    return this.folder.manifest.id;
  }

  describe(): ResidentModel {
    const { digest } = this.folder;
    const stepTimes = this.stepTimes.entries();
    // Nothing of it is on the lanes but its step.
    return {
      model: this.id,
      digest,
      stepTimes,
      overheadMs: 0,
      stage: 'STAGE_MATTE',
      batchCap: this.stepTimes.cap(this.batchCap),
      shapes: [],
    };
  }

  accept(content: TaskContent): MatteSample {
    return MatteSample.of(this, content);
  }

  /** Puts cut-outs together one after another: the largest takes up 300 MB while it is. */
  inTurn<Result>(cutOut: () => Promise<Result>): Promise<Result> {
    const done = this.#cuttingOut.then(cutOut);
    this.#cuttingOut = done.catch(() => undefined);
    return done;
  }
}
