import type { ResidentModel } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { StepTimes } from '../engine/step-times.ts';
import { createSampler } from '../samplers/index.ts';
import type { ModelFolder } from '../store/model-folder.ts';
import { type LatentShape, denoiseFeeds } from './denoise-call.ts';
import { type Embedding, EmbeddingCache } from './embedding-cache.ts';
import type { Lane } from './lane.ts';
import type { LaneFeeds, LaneOutput, LanePicture, SessionSettings } from './lane-messages.ts';
import { type PromptTokenizer, createTokenizer } from './prompt-tokenizer.ts';

/** The node's two threads for model calls. */
export interface Lanes {
  /** Denoising steps and nothing else. */
  readonly steps: Lane;
  /** Encoding, decoding, finishing. */
  readonly side: Lane;
}

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

/** A model whose graphs are in memory and have been tried out. */
export class LoadedModel {
  readonly folder: ModelFolder;
  readonly stepTimes = new StepTimes();
  readonly #lanes: Lanes;
  readonly #tokenize: PromptTokenizer;
  readonly #embeddings = new EmbeddingCache(embeddingCacheBytes);
  #overheadMs = 0;

  private constructor(folder: ModelFolder, lanes: Lanes, tokenize: PromptTokenizer) {
    this.folder = folder;
    this.#lanes = lanes;
    this.#tokenize = tokenize;
  }

  /**
   * Loads a model's graphs and measures how long calls take, by batch size.
   * @throws ReasonError `model_unavailable` when a graph does not load or does not run; its cause says why.
   */
  static async load(
    folder: ModelFolder,
    lanes: Lanes,
    settings: SessionSettings,
    batchCap: number,
  ): Promise<LoadedModel> {
    try {
      const { textEncoder, unet, vaeDecoder, finish } = folder.graphs;
      const model = new LoadedModel(folder, lanes, createTokenizer(folder.tokenizer.json, folder.tokenizer.config));
      const sideGraphs = [textEncoder, vaeDecoder, ...(finish ? [finish] : [])];
      await Promise.all([
        lanes.steps.do({ kind: 'load', graph: unet, settings }),
        ...sideGraphs.map((graph) => lanes.side.do({ kind: 'load', graph, settings })),
      ]);
      await model.#measure(batchCap);
      return model;
    } catch (error) {
      throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
    }
  }

  get id(): string {
    return this.folder.manifest.id;
  }

  /** The model as reports and `Info` tell of it. */
  describe(): ResidentModel {
    return {
      model: this.id,
      digest: this.folder.digest,
      stepTimes: this.stepTimes.entries(),
      overheadMs: this.#overheadMs,
    };
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
        const { result, runMs } = await this.#lanes.side.do({
          kind: 'run',
          graph: this.folder.graphs.textEncoder,
          feeds,
        });
        laneMs += runMs;
        const [, length = 0, width = 0] = result.dims;
        embedding = { data: result.data, length, width };
        this.#embeddings.set(prompt, embedding);
      }
      embeddings.push(embedding);
    }
    return { result: embeddings, laneMs };
  }

  /**
   * One denoising call.
   * @throws LaneError
   */
  async denoise(feeds: LaneFeeds): Promise<Timed<LaneOutput>> {
    const buffers = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer);
    const job = { kind: 'run', graph: this.folder.graphs.unet, feeds } as const;
    const { result, runMs } = await this.#lanes.steps.do(job, buffers);
    return { result, laneMs: runMs };
  }

  /**
   * Decodes a sample's latents and enlarges the picture as the manifest says.
   * @throws LaneError
   */
  async finish(latents: Float32Array, shape: LatentShape): Promise<Timed<LanePicture>> {
    const { latentScale, latentShift, graphs } = this.folder;
    const data = latents.map((value) => value / latentScale + latentShift);
    const { result, runMs } = await this.#lanes.side.do(
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

  /**
   * Runs every graph at the default size: at each batch size once to warm it up and twice to time it. One and two samples
   * are always tried.
   */
  async #measure(batchCap: number): Promise<void> {
    const { manifest, scheduler } = this.folder;
    const [size] = manifest.sizes;
    const shape = size && this.shapeOf(size.width, size.height);
    const sampler = createSampler(manifest.defaults.sampler, scheduler, manifest.defaults.steps);
    if (!shape || !sampler) throw new Error('the manifest has no default size or sampler');
    const latents = new Float32Array(shape[0] * shape[1] * shape[2]);
    const encoded = await this.encode(['']);
    const [prompt] = encoded.result;
    if (!prompt) throw new Error('the empty prompt has no embedding');
    const guidance = manifest.defaults.guidance;
    const endMs = performance.now() + measureLimitMs;
    for (let batch = 1; batch <= 2 || performance.now() < endMs; batch = Math.min(2 * batch, batchCap)) {
      const rows = Array.from({ length: batch }, (_, index) => ({
        latents,
        sampler,
        // Mixed timesteps, so that a graph that cannot have them is refused now.
        step: index % sampler.timesteps.length,
        prompt,
        negative: guidance > 1 ? prompt : undefined,
        guidance,
      }));
      const times: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) times.push((await this.denoise(denoiseFeeds(rows, shape))).laneMs);
      this.stepTimes.record(batch, Math.min(...times.slice(1)));
      if (batch === batchCap) break;
    }
    await this.finish(latents, shape);
    this.#overheadMs = encoded.laneMs + (await this.finish(latents, shape)).laneMs;
  }
}
