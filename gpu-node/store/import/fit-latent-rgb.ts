/**
 * Fits a model's `latent_rgb`, the projection its previews are made by: the matrix and bias that turn each latent into the mean
 * colour of the pixels it decodes to, by least squares. Only the autoencoder runs, so that a model of any size is fitted in
 * seconds on any machine. Its encoder gives the latents of drawn pictures; without one they are smooth noise, which fits less
 * well, for it misses which channels go together.
 *
 * Measured on the shipped model over 44 painted pictures, root of the mean square in grey levels: 41.2 so, 51.8 by noise; a fit
 * of those very pictures 38.8, but 56.9 on pictures with grounds that it had not seen.
 */
import { availableParallelism } from 'node:os';
import type { PaintManifest } from '@quartet/protos/manifest.ts';
import { firstOutput } from '../../runtime/join-feeds.ts';
import { Lane } from '../../runtime/lane.ts';
import type { LaneFeeds, LaneOutput } from '../../runtime/lane-messages.ts';
import { MersenneTwister } from '../../samplers/mersenne-twister.ts';
import { type Uniform, drawShapes } from './draw-shapes.ts';
import { leastSquares } from './least-squares.ts';
import type { PaintParts } from '../paint-folder.ts';
import { smoothNoise } from './smooth-noise.ts';

/** Pictures that are drawn; with four times as many the fit is as good to a grey level. */
const pictures = 32;
/** Latents along each side of one. */
const side = 16;

/** What of a model is fitted. */
export type Autoencoder = Pick<
  PaintParts,
  'graphs' | 'latentChannels' | 'latentPixels' | 'latentScale' | 'latentShift'
>;

export interface LatentFit {
  readonly latentRgb: PaintManifest['latent_rgb'];
  /** How far the fitted colours are from the true ones: root of the mean square, in grey levels. */
  readonly residual: number;
}

/**
 * Fits the projection of a model's latents, on this machine's processor.
 * @throws LaneError when a graph does not load or run
 * @throws Error when the latents' channels depend on each other or the decoder gives no picture of the expected size
 */
export async function fitLatentRgb(model: Autoencoder): Promise<LatentFit> {
  const lane = new Lane('fit');
  try {
    return await fit(model, lane);
  } finally {
    await lane.stop();
  }
}

async function fit(model: Autoencoder, lane: Lane): Promise<LatentFit> {
  const { vaeDecoder, vaeEncoder } = model.graphs;
  const settings = { provider: 'cpu', threads: availableParallelism() } as const;
  for (const graph of [vaeDecoder, vaeEncoder]) {
    if (graph !== undefined) await lane.do({ kind: 'load', graph, settings });
  }
  const random = new MersenneTwister(0);
  const uniform = (): number => random.next() / 2 ** 32;
  const inputs: number[][] = [];
  const colours: number[][] = [];
  for (let picture = 0; picture < pictures; picture += 1) {
    const latents = await (vaeEncoder === undefined
      ? smoothNoise(model.latentChannels, side, uniform)
      : encodedShapes(model, vaeEncoder, lane, uniform));
    inputs.push(...columnsOf(latents, model.latentChannels));
    colours.push(...(await decodedColours(model, latents, lane)));
  }
  const solution = leastSquares(inputs, colours).map((line) => line.map((value) => Number(value.toFixed(5))));
  const errors = inputs.flatMap((input, index) =>
    [0, 1, 2].map((colour) => {
      const fitted = input.reduce((sum, value, term) => sum + value * (solution[term]?.[colour] ?? 0), 0);
      return (Math.min(Math.max(fitted, -1), 1) - (colours[index]?.[colour] ?? 0)) ** 2;
    }),
  );
  return {
    latentRgb: { matrix: solution.slice(0, -1), bias: solution.at(-1) ?? [] },
    residual: Math.sqrt(errors.reduce((sum, value) => sum + value, 0) / errors.length) * 127.5,
  };
}

/** The latents of a drawn picture, scaled as the denoiser has them. */
async function encodedShapes(model: Autoencoder, graph: string, lane: Lane, uniform: Uniform): Promise<Float32Array> {
  const pixels = side * model.latentPixels;
  const sample = { type: 'float32', data: drawShapes(pixels, uniform), dims: [1, 3, pixels, pixels] } as const;
  const { data } = await run(lane, graph, { sample });
  // Where the encoder gives a distribution, its mean comes first.
  const mean = data.subarray(0, model.latentChannels * side ** 2);
  return mean.map((value) => (value - model.latentShift) * model.latentScale);
}

/** The mean colour, -1 to 1, of the part of the picture that each latent decodes to. */
async function decodedColours(model: Autoencoder, latents: Float32Array, lane: Lane): Promise<number[][]> {
  const data = latents.map((value) => value / model.latentScale + model.latentShift);
  const feeds = { latent_sample: { type: 'float32', data, dims: [1, model.latentChannels, side, side] } } as const;
  const decoded = await run(lane, model.graphs.vaeDecoder, feeds);
  const width = side * model.latentPixels;
  if (decoded.data.length !== 3 * width ** 2) throw new Error(`the decoder gave [${decoded.dims.join(', ')}]`);
  const colours = Array.from({ length: side ** 2 }, () => [0, 0, 0]);
  const share = 1 / model.latentPixels ** 2;
  for (const [index, value] of decoded.data.entries()) {
    const [plane, pixel] = [Math.floor(index / width ** 2), index % width ** 2];
    const row = Math.floor(pixel / width / model.latentPixels);
    const colour = colours[row * side + Math.floor((pixel % width) / model.latentPixels)];
    if (colour) colour[plane] = (colour[plane] ?? 0) + share * Math.min(Math.max(value, -1), 1);
  }
  return colours;
}

/** One row for each latent: its channels, and 1 for the bias. */
function columnsOf(latents: Float32Array, channels: number): number[][] {
  const size = latents.length / channels;
  return Array.from({ length: size }, (_, at) => [
    ...Array.from({ length: channels }, (_channel, channel) => latents[channel * size + at] ?? 0),
    1,
  ]);
}

async function run(lane: Lane, graph: string, feeds: LaneFeeds): Promise<LaneOutput> {
  return firstOutput((await lane.do({ kind: 'run', graph, feeds })).result);
}
