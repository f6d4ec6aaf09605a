import type { SourcePicture, TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type Tile, tilesOf } from '@quartet/protos/tiles.ts';
import type { StepTimes } from '../engine/step-times.ts';
import type { Lane } from '../runtime/lane.ts';
import type { LaneOutput, StepFeeds } from '../runtime/lane-messages.ts';
import {
  type EncodedPicture,
  type PictureSize,
  type Pixels,
  decodePicture,
  encodePicture,
  encodePreview,
  previewSize,
  scalePixels,
} from '../runtime/pictures.ts';
import type { SampleHere } from '../runtime/sample.ts';
import { cutTile, placeTile } from './picture-planes.ts';
import { acceptSource, fetchSource } from './source-picture.ts';
import type { UpscaleModel } from './upscale-model.ts';

/** A picture that is enlarged: one tile a step. Its alpha, which the graph knows nothing of, is enlarged smoothly. */
export class UpscaleSample implements SampleHere {
  readonly key: string;
  readonly lane: Lane;
  readonly graph: string;
  readonly profile: StepTimes;
  readonly batchCap: number;
  readonly padTo = undefined;
  readonly steps: number;
  readonly firstStep = 0;
  readonly sharedTimesteps = undefined;
  readonly estimateMs: number;
  readonly sideJobs = undefined;
  readonly #model: UpscaleModel;
  readonly #source: SourcePicture;
  readonly #tiles: readonly Tile[];
  /** Undefined until it is fetched. */
  #pixels: Pixels | undefined;
  /** The picture at its new size: smoothly enlarged, with the tiles that are done in place. Undefined until it is fetched. */
  #canvas: Pixels | undefined;

  private constructor(model: UpscaleModel, source: SourcePicture) {
    const { tile } = model.folder.manifest;
    this.#model = model;
    this.#source = source;
    this.#tiles = tilesOf(source.width, source.height, tile);
    this.steps = this.#tiles.length;
    // All tiles of a picture have one shape: as large as a tile may be, or as the picture is.
    const { x, y } = this.#tileAt(0);
    this.key = `${model.id} ${x.length}x${y.length}`;
    this.lane = model.lanes.steps;
    this.graph = model.folder.graph;
    this.profile = model.profileOf(x.length, y.length);
    this.batchCap = model.batchCap;
    this.estimateMs = this.steps * this.profile.undisturbedMs;
  }

  /**
   * A model's sample for this content.
   * @throws ReasonError when the model cannot make what is asked for
   */
  static of(model: UpscaleModel, content: TaskContent): UpscaleSample {
    const { scale, max_side: maxSide } = model.folder.manifest;
    if (!content.upscale) throw new ReasonError('REASON_INVALID_FIELD', { field: 'work', expected: 'upscale' });
    const source = acceptSource(content.upscale.source);
    for (const side of ['width', 'height'] as const) {
      const expected = scale * source[side];
      if (content[side] !== expected)
        throw new ReasonError('REASON_INVALID_FIELD', { field: side, expected: `${expected}` });
      if (expected > maxSide) throw new ReasonError('REASON_UNSUPPORTED_SIZE');
    }
    return new UpscaleSample(model, source);
  }

  async fetch(signal: AbortSignal): Promise<void> {
    this.#pixels = await decodePicture(await fetchSource(this.#source, signal), this.#source);
    this.#canvas = await scalePixels(this.#pixels, this.#enlargedSize);
  }

  timestep(step: number): number {
    return step;
  }

  feeds(step: number): StepFeeds {
    if (!this.#pixels) throw new Error('a sample steps before it is fetched');
    return { image: cutTile(this.#pixels, this.#tileAt(step)) };
  }

  advance(step: number, output: LaneOutput): boolean {
    if (!this.#canvas) throw new Error('a sample steps before it is fetched');
    return placeTile(this.#canvas, output, this.#tileAt(step), this.#model.folder.manifest.scale);
  }

  preview(): (() => Promise<Buffer>) | undefined {
    const canvas = this.#canvas;
    return canvas && (() => encodePreview(canvas, previewSize(canvas)));
  }

  picture(): Promise<EncodedPicture> {
    if (!this.#canvas) throw new Error('a sample is finished without a picture');
    return encodePicture(this.#canvas);
  }

  get #enlargedSize(): PictureSize {
    const { scale } = this.#model.folder.manifest;
    return { width: scale * this.#source.width, height: scale * this.#source.height };
  }

  #tileAt(step: number): Tile {
    const tile = this.#tiles[step];
    if (!tile) throw new RangeError(`no tile ${step} of ${this.#tiles.length}`);
    return tile;
  }
}
