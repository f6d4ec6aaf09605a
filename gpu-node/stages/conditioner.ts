import { shareFeeds } from '../runtime/constants.ts';
import type { SessionSettings } from '../runtime/lane-messages.ts';
import type { Lane } from '../runtime/lane.ts';
import { RecentlyUsed } from '../runtime/recently-used.ts';
import type { PaintFolder } from '../store/model-folder.ts';
import type { Pipeline } from '../store/paint-folder.ts';
import { conditionOf } from './condition-prompt.ts';
import { type Conditioning, bytesOf, zerosLike } from './conditioning.ts';
import { embeddingBytes } from './expected-memory.ts';
import { PromptEncoder } from './prompt-encoder.ts';

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

/** All of a model's text encoders, and what they made of recent prompts. */
export class Conditioner {
  readonly #pipeline: Pipeline;
  readonly #encoders: readonly PromptEncoder[];
  /** By prompt, in memory only: the prompts go with what they are to the denoiser. */
  readonly #known: RecentlyUsed<Conditioning>;

  private constructor({ pipeline, manifest }: PaintFolder, encoders: readonly PromptEncoder[]) {
    this.#pipeline = pipeline;
    this.#encoders = encoders;
    this.#known = new RecentlyUsed(embeddingBytes(manifest), bytesOf);
  }

  /**
   * Loads a model's encoders.
   * @throws Error when a graph does not load or does not give what the family wants
   */
  static async load(folder: PaintFolder, lane: Lane, settings: SessionSettings): Promise<Conditioner> {
    const { pipeline, encoders } = folder;
    const loads = encoders.map((parts, place) => PromptEncoder.load(parts, pipeline, place, lane, settings));
    return new Conditioner(folder, await Promise.all(loads));
  }

  /**
   * Encodes prompts, one a call: what batch mates ask for cannot change what a prompt is to the denoiser.
   * @param negative what guidance steers away from, empty for no prompt; undefined where it does not double the sample
   * @throws LaneError
   */
  async encode(prompt: string, negative: string | undefined): Promise<Timed<Prompts>> {
    const { result: wanted, laneMs } = await this.#condition(prompt);
    if (negative === undefined) return { result: { prompt: wanted, negative: undefined }, laneMs };
    const { family } = this.#pipeline;
    if (negative === '' && family === 'sdxl' && this.#pipeline.zerosForEmpty) {
      return { result: { prompt: wanted, negative: zerosLike(wanted) }, laneMs };
    }
    const away = await this.#condition(negative);
    return { result: { prompt: wanted, negative: away.result }, laneMs: laneMs + away.laneMs };
  }

  async #condition(prompt: string): Promise<Timed<Conditioning>> {
    const known = this.#known.get(prompt);
    if (known) return { result: known, laneMs: 0 };
    const encoded = await Promise.all(this.#encoders.map((encoder) => encoder.encode(prompt)));
    const words = encoded.map((each) => each.encoded);
    // All samples with this prompt give the steps' lane this one copy.
    const result = shareFeeds(conditionOf(this.#pipeline, words));
    this.#known.set(prompt, result);
    return { result, laneMs: encoded.reduce((sum, { laneMs }) => sum + laneMs, 0) };
  }
}
