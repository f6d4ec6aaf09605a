import type { ResidentModel, TaskContent } from '@quartet/protos/generated/index.ts';
import { callGraph } from '../runtime/graph-call.ts';
import { type Constants, makeConstants } from '../runtime/constants.ts';
import { firstOutput } from '../runtime/join-feeds.ts';
import type { FloatTensor, LaneOutput, LanePicture } from '../runtime/lane-messages.ts';
import type { PictureSize } from '../runtime/pictures.ts';
import type { FrozenSample } from '../runtime/sample.ts';
import type { PaintFolder } from '../store/model-folder.ts';
import { type CallSize, callSizeOf } from './call-size.ts';
import { Conditioner, type Prompts, type Timed } from './conditioner.ts';
import { type DenoiseRow, denoiseFeeds } from './denoise-call.ts';
import type { Denoiser, LatentShape } from './denoisers/denoiser.ts';
import { createDenoiser } from './denoisers/index.ts';
import { measurePaintModel } from './measure-paint-model.ts';
import { PaintSample } from './paint-sample.ts';
import type { PaintStart } from './paint-stepper.ts';
import { startPreviewProcess } from './preview-process.ts';
import { ShapeProfiles } from './shape-profiles.ts';
import type { Lanes, LoadOptions, StageModel } from './stage-model.ts';

/** A model that paints pictures from prompts. */
export class PaintModel implements StageModel {
  readonly folder: PaintFolder;
  readonly callSize: CallSize;
  readonly lanes: Lanes;
  readonly denoiser: Denoiser;
  readonly profiles: ShapeProfiles;
  readonly #conditioner: Conditioner;

  private constructor(
    folder: PaintFolder,
    { lanes, batchCap }: LoadOptions,
    denoiser: Denoiser,
    conditioner: Conditioner,
  ) {
    const { sizes, defaults } = folder.manifest;
    const [usual] = sizes;
    if (!usual) throw new Error('the manifest has no sizes');
    this.folder = folder;
    this.callSize = callSizeOf(folder.manifest, batchCap);
    this.lanes = lanes;
    this.denoiser = denoiser;
    this.profiles = new ShapeProfiles({ ...usual, doubled: denoiser.doubles && defaults.guidance > 1 });
    this.#conditioner = conditioner;
  }

  /**
   * Loads a model's graphs and measures how long calls take, by batch size.
   * @throws Error when a graph does not load, does not run, or is not what its family has
   */
  static async load(folder: PaintFolder, options: LoadOptions): Promise<PaintModel> {
    const { lanes, session: settings } = options;
    const { denoiser, vaeDecoder, vaeEncoder, finish } = folder.graphs;
    const others = [vaeDecoder, vaeEncoder, finish].filter((graph) => graph !== undefined);
    const [{ result: graph }, conditioner] = await Promise.all([
      lanes.steps.do({ kind: 'load', graph: denoiser, settings }),
      Conditioner.load(folder, lanes.side, settings),
      startPreviewProcess(),
      ...others.map((other) => lanes.side.do({ kind: 'load', graph: other, settings })),
    ]);
    const model = new PaintModel(folder, options, createDenoiser(folder, graph), conditioner);
    await measurePaintModel(model);
    return model;
  }

  get id(): string {
    return this.folder.manifest.id;
  }

  describe(): ResidentModel {
    const { stepTimes, overheadMs } = this.profiles.usual;
    const { batchCap } = this.callSize;
    return {
      model: this.id,
      digest: this.folder.digest,
      stepTimes: stepTimes.entries(),
      overheadMs,
      stage: 'STAGE_PAINT',
      batchCap: stepTimes.cap(batchCap),
      shapes: this.profiles.report(batchCap, this.denoiser.doubles),
    };
  }

  accept(content: TaskContent, frozen?: FrozenSample): PaintSample {
    return PaintSample.of(this, content, frozen);
  }

  /** Whether a sample is in each call twice. */
  doubles(guidance: number): boolean {
    return this.denoiser.doubles && guidance > 1;
  }

  /** What its samples' steppers know of it. */
  get parts(): PaintStart['parts'] {
    const { pipeline, latentPixels } = this.folder;
    return { pipeline, latentPixels };
  }

  /** The latents' shape for a stored picture's size, or undefined when the model does not paint it. */
  shapeOf(stored: PictureSize): LatentShape | undefined {
    const { manifest, latentChannels, latentPixels } = this.folder;
    if (!manifest.sizes.some(({ width, height }) => width === stored.width && height === stored.height))
      return undefined;
    const pixels = latentPixels * (manifest.finish?.scale ?? 1);
    return [latentChannels, stored.height / pixels, stored.width / pixels];
  }

  /**
   * What prompts are to the denoiser.
   * @param negative what guidance steers away from, empty for no prompt; undefined where it does not double the sample
   * @throws LaneError
   */
  encode(prompt: string, negative: string | undefined): Promise<Timed<Prompts>> {
    return this.#conditioner.encode(prompt, negative);
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

  /** What all steps of a sample with these prompts take alike. */
  constantsOf({ prompt, negative }: Prompts, shape: LatentShape, guidance: number): Constants {
    const conditionings = negative ? [negative, prompt] : [prompt];
    return makeConstants(this.denoiser.constants({ shape, conditionings, guidance }));
  }

  /**
   * One denoising call, beside what a runner does.
   * @returns the milliseconds that it took
   * @throws LaneError
   */
  async denoise(rows: readonly DenoiseRow[], constants: Constants): Promise<number> {
    const parts = rows.map((row) => ({ feeds: denoiseFeeds(this.denoiser, row), constants }));
    return (await callGraph(this.lanes.steps, this.folder.graphs.denoiser, parts)).laneMs;
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
}
