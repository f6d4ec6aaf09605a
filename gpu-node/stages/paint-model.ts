import type { ResidentModel, TaskContent } from '@quartet/protos/generated/index.ts';
import { firstOutput, joinFeeds } from '../runtime/join-feeds.ts';
import type { FloatTensor, LaneOutput, LanePicture } from '../runtime/lane-messages.ts';
import type { PictureSize } from '../runtime/pictures.ts';
import type { FrozenSample } from '../runtime/sample.ts';
import { createSampler } from '../samplers/index.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { PaintFolder } from '../store/model-folder.ts';
import { conditionOf } from './condition-prompt.ts';
import { type Conditioning, zerosLike } from './conditioning.ts';
import { type DenoiseRow, advanceRow, denoiseFeeds } from './denoise-call.ts';
import type { Denoiser, LatentShape } from './denoisers/denoiser.ts';
import { createDenoiser } from './denoisers/index.ts';
import { EmbeddingCache } from './embedding-cache.ts';
import { measurePaintModel } from './measure-paint-model.ts';
import { PaintSample } from './paint-sample.ts';
import { PromptEncoder } from './prompt-encoder.ts';
import { ShapeProfiles } from './shape-profiles.ts';
import type { Lanes, LoadOptions, StageModel } from './stage-model.ts';

/** The result of a lane's work and how long it took there. */
export interface Timed<Result> {
  readonly result: Result;
  readonly laneMs: number;
}

/** What a sample's prompts are to the denoiser. */
export interface Prompts {
  readonly prompt: Conditioning;
  /** Undefined where guidance does not double the sample. */
  readonly negative: Conditioning | undefined;
}

const embeddingCacheBytes = 64 * 1024 * 1024;
/** Samples in every call of a model that is exact: few, for a lone picture takes as long as so many. */
const exactBatch = 4;

/** A model that paints pictures from prompts. */
export class PaintModel implements StageModel {
  readonly folder: PaintFolder;
  readonly batchCap: number;
  /** Samples in every call, for models that are exact; undefined for others. */
  readonly padTo: number | undefined;
  readonly lanes: Lanes;
  readonly denoiser: Denoiser;
  readonly profiles: ShapeProfiles;
  readonly #encoders: readonly PromptEncoder[];
  readonly #conditionings = new EmbeddingCache(embeddingCacheBytes);

  private constructor(
    folder: PaintFolder,
    { lanes, batchCap }: LoadOptions,
    denoiser: Denoiser,
    encoders: readonly PromptEncoder[],
  ) {
    const { sizes, defaults, exact } = folder.manifest;
    const [usual] = sizes;
    if (!usual) throw new Error('the manifest has no sizes');
    this.folder = folder;
    this.batchCap = batchCap;
    this.padTo = exact ? Math.min(exactBatch, batchCap) : undefined;
    this.lanes = lanes;
    this.denoiser = denoiser;
    this.profiles = new ShapeProfiles({ ...usual, doubled: denoiser.doubles && defaults.guidance > 1 });
    this.#encoders = encoders;
  }

  /**
   * Loads a model's graphs and measures how long calls take, by batch size.
   * @throws Error when a graph does not load, does not run, or is not what its family has
   */
  static async load(folder: PaintFolder, options: LoadOptions): Promise<PaintModel> {
    const { lanes, session: settings } = options;
    const { denoiser, vaeDecoder, vaeEncoder, finish } = folder.graphs;
    const others = [vaeDecoder, vaeEncoder, finish].filter((graph) => graph !== undefined);
    const [{ result: graph }, encoders] = await Promise.all([
      lanes.steps.do({ kind: 'load', graph: denoiser, settings }),
      Promise.all(
        folder.encoders.map((parts, place) => PromptEncoder.load(parts, folder.pipeline, place, lanes.side, settings)),
      ),
      ...others.map((other) => lanes.side.do({ kind: 'load', graph: other, settings })),
    ]);
    const model = new PaintModel(folder, options, createDenoiser(folder, graph), encoders);
    await measurePaintModel(model);
    return model;
  }

  get id(): string {
    return this.folder.manifest.id;
  }

  describe(): ResidentModel {
    const { stepTimes, overheadMs } = this.profiles.usual;
    const cap = this.padTo ?? this.batchCap;
    return {
      model: this.id,
      digest: this.folder.digest,
      stepTimes: stepTimes.entries(),
      overheadMs,
      stage: 'STAGE_PAINT',
      batchCap: stepTimes.cap(cap),
      shapes: this.profiles.report(cap, this.denoiser.doubles),
    };
  }

  accept(content: TaskContent, frozen?: FrozenSample): PaintSample {
    return PaintSample.of(this, content, frozen);
  }

  /** Whether a sample is in each call twice. */
  doubles(guidance: number): boolean {
    return this.denoiser.doubles && guidance > 1;
  }

  /** The size of the decoded picture behind a stored one, or undefined when the model does not paint it. */
  paintedSize(stored: PictureSize): PictureSize | undefined {
    const { sizes, finish } = this.folder.manifest;
    if (!sizes.some(({ width, height }) => width === stored.width && height === stored.height)) return undefined;
    const [, height, width] = this.#latentShape(stored, finish?.scale ?? 1);
    return { width: width * this.folder.latentPixels, height: height * this.folder.latentPixels };
  }

  /** The latents' shape for a stored picture's size, or undefined when the model does not paint it. */
  shapeOf(stored: PictureSize): LatentShape | undefined {
    const painted = this.paintedSize(stored);
    return painted && this.#latentShape(painted, 1);
  }

  /** A sampler for one sample; undefined for a name that is not there. See `createSampler`. */
  createSampler(name: string, steps: number, shape: LatentShape, firstStep = 0): Sampler | undefined {
    const flow = this.denoiser.flow(shape);
    return createSampler(name, this.folder.scheduler, steps, { firstStep, ...(flow && { flow }) });
  }

  /**
   * Encodes prompts, one a call: what batch mates ask for cannot change what a prompt is to the denoiser.
   * @param negative what guidance steers away from, empty for no prompt; undefined where it does not double the sample
   * @throws LaneError
   */
  async encode(prompt: string, negative: string | undefined): Promise<Timed<Prompts>> {
    const wanted = await this.#condition(prompt);
    if (negative === undefined)
      return { result: { prompt: wanted.result, negative: undefined }, laneMs: wanted.laneMs };
    const { pipeline } = this.folder;
    if (negative === '' && pipeline.family === 'sdxl' && pipeline.zerosForEmpty) {
      return { result: { prompt: wanted.result, negative: zerosLike(wanted.result) }, laneMs: wanted.laneMs };
    }
    const away = await this.#condition(negative);
    return { result: { prompt: wanted.result, negative: away.result }, laneMs: wanted.laneMs + away.laneMs };
  }

  /**
   * What a picture is to the VAE: its latents, or their distribution.
   * @param planes [1, 3, height, width], -1 to 1; its buffer is given away
   * @throws LaneError
   */
  async encodePicture(planes: FloatTensor): Promise<Timed<LaneOutput>> {
    const { vaeEncoder } = this.folder.graphs;
    if (vaeEncoder === undefined) throw new Error('a model without an encoder has taken on a picture');
    const { result, runMs } = await this.lanes.side.do({ kind: 'run', graph: vaeEncoder, feeds: { sample: planes } }, [
      planes.data.buffer as ArrayBuffer,
    ]);
    return { result: firstOutput(result), laneMs: runMs };
  }

  /**
   * One denoising call, beside what a runner does.
   * @throws LaneError
   */
  async denoise(rows: readonly DenoiseRow[]): Promise<Timed<LaneOutput>> {
    const feeds = joinFeeds(rows.map((row) => denoiseFeeds(this.denoiser, row)));
    const { result, runMs } = await this.lanes.steps.do({ kind: 'run', graph: this.folder.graphs.denoiser, feeds });
    return { result: firstOutput(result), laneMs: runMs };
  }

  /** Moves a sample one step by its part of a call's output. See `advanceRow`. */
  advance(row: DenoiseRow, { data }: LaneOutput): Float32Array | undefined {
    return advanceRow(this.denoiser, row, data);
  }

  /**
   * Decodes a sample's latents and enlarges the picture as the manifest says.
   * @throws LaneError
   */
  async finish(latents: Float32Array, shape: LatentShape): Promise<Timed<LanePicture>> {
    const { latentScale, latentShift, graphs } = this.folder;
    const data = latents.map((value) => value / latentScale + latentShift);
    const { result, runMs } = await this.lanes.side.do(
      {
        kind: 'finish',
        decoder: graphs.vaeDecoder,
        enlarger: graphs.finish,
        latents: { type: 'float32', data, dims: [1, ...shape] },
      },
      [data.buffer],
    );
    return { result, laneMs: runMs };
  }

  #latentShape({ width, height }: PictureSize, scale: number): LatentShape {
    const { latentChannels, latentPixels } = this.folder;
    const side = (length: number): number => Math.round(length / (latentPixels * scale));
    return [latentChannels, side(height), side(width)];
  }

  async #condition(prompt: string): Promise<Timed<Conditioning>> {
    const known = this.#conditionings.get(prompt);
    if (known) return { result: known, laneMs: 0 };
    const encoded = await Promise.all(this.#encoders.map((encoder) => encoder.encode(prompt)));
    const result = conditionOf(
      this.folder.pipeline,
      encoded.map((each) => each.encoded),
    );
    this.#conditionings.set(prompt, result);
    return { result, laneMs: encoded.reduce((sum, { laneMs }) => sum + laneMs, 0) };
  }
}
