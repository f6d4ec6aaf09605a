import type { ResidentModel, TaskContent } from '@quartet/protos/generated/index.ts';
import { StepTimes } from '../engine/step-times.ts';
import { firstOutput, joinFeeds } from '../runtime/join-feeds.ts';
import type { LaneFeeds, LaneOutput, LanePicture } from '../runtime/lane-messages.ts';
import { createSampler } from '../samplers/index.ts';
import { NoiseGenerator } from '../samplers/noise.ts';
import type { PaintFolder } from '../store/model-folder.ts';
import { type DenoiseRow, type LatentShape, denoiseFeeds } from './denoise-call.ts';
import { type Embedding, EmbeddingCache } from './embedding-cache.ts';
import { measureSteps } from './measure-steps.ts';
import { PaintSample } from './paint-sample.ts';
import { type PromptTokenizer, createTokenizer } from './prompt-tokenizer.ts';
import type { Lanes, LoadOptions, StageModel } from './stage-model.ts';

/** The result of a lane's work and how long it took there. */
export interface Timed<Result> {
  readonly result: Result;
  readonly laneMs: number;
}

const embeddingCacheBytes = 64 * 1024 * 1024;
/** After this long larger batches are not measured at load: their times are learnt while running. */
const measureLimitMs = 3_000;
/** Share of the newest picture in the running figure for everything but the steps. */
const newestOverheadShare = 0.1;

/** A model that paints pictures from prompts. */
export class PaintModel implements StageModel {
  readonly folder: PaintFolder;
  readonly batchCap: number;
  readonly lanes: Lanes;
  readonly #tokenize: PromptTokenizer;
  readonly #stepTimes = new StepTimes();
  readonly #embeddings = new EmbeddingCache(embeddingCacheBytes);
  /** By shape, those that are not the usual one. */
  readonly #profiles = new Map<string, StepTimes>();
  #overheadMs = 0;

  private constructor(folder: PaintFolder, { lanes, batchCap }: LoadOptions, tokenize: PromptTokenizer) {
    this.folder = folder;
    this.batchCap = batchCap;
    this.lanes = lanes;
    this.#tokenize = tokenize;
  }

  /**
   * Loads a model's graphs and measures how long calls take, by batch size.
   * @throws Error when a graph does not load or does not run
   */
  static async load(folder: PaintFolder, options: LoadOptions): Promise<PaintModel> {
    const { lanes, session: settings } = options;
    const { textEncoder, unet, vaeDecoder, finish } = folder.graphs;
    const model = new PaintModel(folder, options, createTokenizer(folder.tokenizer.json, folder.tokenizer.config));
    const sideGraphs = [textEncoder, vaeDecoder, ...(finish ? [finish] : [])];
    await Promise.all([
      lanes.steps.do({ kind: 'load', graph: unet, settings }),
      ...sideGraphs.map((graph) => lanes.side.do({ kind: 'load', graph, settings })),
    ]);
    await model.#measure();
    return model;
  }

  get id(): string {
    return this.folder.manifest.id;
  }

  /** Milliseconds on the lanes for one picture, its steps not counted. */
  get overheadMs(): number {
    return this.#overheadMs;
  }

  /** The model as reports and `Info` tell of it. */
  describe(): ResidentModel {
    return {
      model: this.id,
      digest: this.folder.digest,
      stepTimes: this.#stepTimes.entries(),
      overheadMs: this.#overheadMs,
      stage: 'STAGE_PAINT',
      batchCap: this.batchCap,
      shapes: [],
    };
  }

  accept(content: TaskContent): PaintSample {
    return PaintSample.of(this, content);
  }

  /** The latents' shape for a picture of this stored size, or undefined when the model does not paint it. */
  shapeOf(width: number, height: number): LatentShape | undefined {
    const { manifest, latentChannels, latentPixels } = this.folder;
    if (!manifest.sizes.some((size) => size.width === width && size.height === height)) return undefined;
    const pixels = latentPixels * (manifest.finish?.scale ?? 1);
    return [latentChannels, Math.round(height / pixels), Math.round(width / pixels)];
  }

  /**
   * Encodes prompts, one a call: what batch mates ask for cannot change a prompt's embedding.
   * @throws LaneError
   */
  async encode(prompts: readonly string[]): Promise<Timed<readonly Embedding[]>> {
    let laneMs = 0;
    const embeddings: Embedding[] = [];
    for (const prompt of prompts) {
      let embedding = this.#embeddings.get(prompt);
      if (!embedding) {
        const ids = this.#tokenize(prompt);
        const feeds: LaneFeeds = { input_ids: { type: 'int64', data: ids, dims: [1, ids.length] } };
        const { result, runMs } = await this.lanes.side.do({
          kind: 'run',
          graph: this.folder.graphs.textEncoder,
          feeds,
        });
        laneMs += runMs;
        const { data, dims } = firstOutput(result);
        const [, length = 0, width = 0] = dims;
        embedding = { data, length, width };
        this.#embeddings.set(prompt, embedding);
      }
      embeddings.push(embedding);
    }
    return { result: embeddings, laneMs };
  }

  /**
   * One denoising call, beside what a runner does.
   * @throws LaneError
   */
  async denoise(rows: readonly DenoiseRow[], shape: LatentShape): Promise<Timed<LaneOutput>> {
    const feeds = joinFeeds(rows.map((row) => denoiseFeeds(row, shape)));
    const { result, runMs } = await this.lanes.steps.do({ kind: 'run', graph: this.folder.graphs.unet, feeds });
    return { result: firstOutput(result), laneMs: runMs };
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

  /** A picture took this long on the lanes, its steps not counted. */
  recordOverhead(overheadMs: number): void {
    this.#overheadMs += newestOverheadShare * (overheadMs - this.#overheadMs);
  }

  /** How long calls of a shape take: the usual one as measured at load, others, until some have run, in proportion. */
  profileOf([, height, width]: LatentShape, guided: boolean): StepTimes {
    const { sizes, defaults } = this.folder.manifest;
    const usual = sizes[0] && this.shapeOf(sizes[0].width, sizes[0].height);
    if (!usual) throw new Error('the manifest has no default size');
    const usuallyGuided = defaults.guidance > 1;
    if (height === usual[1] && width === usual[2] && guided === usuallyGuided) return this.#stepTimes;
    const key = `${height}x${width} ${guided}`;
    const work = (height * width * (guided ? 2 : 1)) / (usual[1] * usual[2] * (usuallyGuided ? 2 : 1));
    const profile = this.#profiles.get(key) ?? StepTimes.like(this.#stepTimes, work);
    this.#profiles.set(key, profile);
    return profile;
  }

  /** Runs every graph at the default size. */
  async #measure(): Promise<void> {
    const { manifest, scheduler } = this.folder;
    const [size] = manifest.sizes;
    const shape = size && this.shapeOf(size.width, size.height);
    const sampler = createSampler(manifest.defaults.sampler, scheduler, manifest.defaults.steps);
    if (!shape || !sampler) throw new Error('the manifest has no default size or sampler');
    const latents = new Float32Array(shape[0] * shape[1] * shape[2]);
    const encoded = await this.encode(['']);
    const [prompt] = encoded.result;
    if (!prompt) throw new Error('the empty prompt has no embedding');
    const { guidance } = manifest.defaults;
    const row = {
      latents,
      sampler,
      noise: new NoiseGenerator(0),
      prompt,
      negative: guidance > 1 ? prompt : undefined,
      guidance,
    };
    const call = async (batch: number): Promise<number> => {
      // Mixed timesteps, so that a graph that cannot have them is refused now.
      const steps = Array.from({ length: batch }, (_, index) => index % sampler.timesteps.length);
      const rows = steps.map((step) => ({ ...row, step }));
      return (await this.denoise(rows, shape)).laneMs;
    };
    const { batchCap } = this;
    await measureSteps(this.#stepTimes, { batchCap, turns: 2, limitMs: measureLimitMs, whilePaying: false, call });
    await this.finish(latents, shape);
    this.#overheadMs = encoded.laneMs + (await this.finish(latents, shape)).laneMs;
  }
}
