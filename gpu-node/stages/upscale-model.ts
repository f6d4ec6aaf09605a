import type { ResidentModel, TaskContent } from '@quartet/protos/generated/index.ts';
import { StepTimes } from '../engine/step-times.ts';
import { RecentlyUsed } from '../runtime/recently-used.ts';
import type { UpscaleFolder } from '../store/model-folder.ts';
import { loadGraph } from './load-graph.ts';
import type { Lanes, LoadOptions, StageModel } from './stage-model.ts';
import { UpscaleSample } from './upscale-sample.ts';

/** Shapes of small tiles that times are kept of: more than there are samples at a time, so that none under way loses its own. */
const keptShapes = 256;

/** A model that enlarges pictures. */
export class UpscaleModel implements StageModel {
  readonly folder: UpscaleFolder;
  readonly stepTimes: StepTimes;
  /** The most samples in one call that the node allows. */
  readonly batchCap: number;
  readonly lanes: Lanes;
  /** By the shape of tiles of pictures that are smaller than a tile may be. */
  readonly #smaller = new RecentlyUsed<StepTimes>(keptShapes, () => 1);

  private constructor(folder: UpscaleFolder, { lanes, batchCap }: LoadOptions, stepTimes: StepTimes) {
    this.folder = folder;
    this.lanes = lanes;
    this.stepTimes = stepTimes;
    this.batchCap = batchCap;
  }

  /**
   * Loads a model's graph and measures how long calls of whole tiles take, by batch size.
   * @throws Error when the graph does not load, does not run, or does not enlarge as its manifest says
   */
  static async load(folder: UpscaleFolder, options: LoadOptions): Promise<UpscaleModel> {
    const { tile, scale } = folder.manifest;
    const stepTimes = new StepTimes();
    await loadGraph(folder.graph, options, stepTimes, {
      from: [3, tile.size, tile.size],
      to: [3, scale * tile.size, scale * tile.size],
    });
    return new UpscaleModel(folder, options, stepTimes);
  }

  get id(): string {
    return this.folder.manifest.id;
  }

  describe(): ResidentModel {
    const { digest } = this.folder;
    const stepTimes = this.stepTimes.entries();
    // Nothing of it is on the lanes but its steps.
    return {
      model: this.id,
      digest,
      stepTimes,
      overheadMs: 0,
      stage: 'STAGE_UPSCALE',
      batchCap: this.stepTimes.cap(this.batchCap),
      shapes: [],
    };
  }

  /** How long calls of tiles of this many pixels take: as measured for whole ones, or, until some have run, in proportion. */
  profileOf(width: number, height: number): StepTimes {
    const { size } = this.folder.manifest.tile;
    if (width === size && height === size) return this.stepTimes;
    const shape = `${width}x${height}`;
    const known = this.#smaller.get(shape);
    if (known) return known;
    const profile = StepTimes.like(this.stepTimes, (width * height) / size ** 2);
    this.#smaller.set(shape, profile);
    return profile;
  }

  accept(content: TaskContent): UpscaleSample {
    return UpscaleSample.of(this, content);
  }
}
