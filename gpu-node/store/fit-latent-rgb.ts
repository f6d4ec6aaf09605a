/**
 * Fits a model's `latent_rgb`, the projection its previews are made by, and writes it into `quartet.json`: `node --import
 * tsx gpu-node/store/fit-latent-rgb.ts FOLDER`. Paints a set of prompts and solves, by least squares, for the matrix and
 * bias that turn each latent into the mean colour of the pixels it decodes to. Run once, at a model's import.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { partOf } from '../runtime/join-feeds.ts';
import { Lane } from '../runtime/lane.ts';
import type { LanePicture } from '../runtime/lane-messages.ts';
import { createSampler } from '../samplers/index.ts';
import { NoiseGenerator } from '../samplers/noise.ts';
import { advanceRow } from '../stages/denoise-call.ts';
import { PaintModel } from '../stages/paint-model.ts';
import { leastSquares } from './least-squares.ts';
import { readModelFolder } from './model-folder.ts';

const subjects = ['fox', 'house', 'strawberry', 'castle', 'penguin', 'flower', 'rocket', 'cup of coffee'];
const grounds = ['on a white background', 'on a black background', 'in the snow', 'on a blue background'];
const prompts = subjects.flatMap((subject) => grounds.map((ground) => `a ${subject} ${ground}`));
const batch = 8;

/** The mean colour, -1 to 1, of the part of the picture one latent decodes to. */
function meanColour({ rgb, width }: LanePicture, side: number, column: number, row: number): number[] {
  const sums = [0, 0, 0];
  for (let y = row * side; y < (row + 1) * side; y += 1) {
    for (let x = column * side; x < (column + 1) * side; x += 1) {
      for (const colour of [0, 1, 2]) sums[colour] = (sums[colour] ?? 0) + (rgb[3 * (y * width + x) + colour] ?? 0);
    }
  }
  return sums.map((sum) => sum / side ** 2 / 127.5 - 1);
}

async function fit(path: string): Promise<void> {
  const lanes = { steps: new Lane('steps'), side: new Lane('side') };
  const folder = await readModelFolder(path);
  if (folder.stage !== 'paint') throw new Error('only models that paint have latents');
  const { manifest } = folder;
  const session = { provider: 'cpu', threads: availableParallelism() } as const;
  const model = await PaintModel.load(folder, { lanes, session, batchCap: batch });
  const { width = 0, height = 0 } = manifest.sizes[0] ?? {};
  const shape = model.shapeOf(width, height);
  if (!shape) throw new Error('the manifest has no sizes');
  const [channels, rows, columns] = shape;
  const inputs: number[][] = [];
  const targets: number[][] = [];
  for (let start = 0; start < prompts.length; start += batch) {
    const samples = [];
    for (const [index, text] of prompts.slice(start, start + batch).entries()) {
      const sampler = createSampler(manifest.defaults.sampler, folder.scheduler, manifest.defaults.steps);
      const [prompt, negative] = (await model.encode([text, ''])).result;
      if (!sampler || !prompt) throw new Error('the manifest names no known sampler');
      const noise = new NoiseGenerator(start + index);
      const latents = noise.normal(channels * rows * columns).map((value) => value * sampler.initNoiseSigma);
      samples.push({ latents, sampler, noise, prompt, negative, guidance: manifest.defaults.guidance });
    }
    for (let step = 0; step < manifest.defaults.steps; step += 1) {
      const calls = samples.map((sample) => ({ ...sample, step }));
      const { result } = await model.denoise(calls, shape);
      for (const [index, call] of calls.entries()) advanceRow(call, partOf(result, index, calls.length).data);
    }
    for (const { latents } of samples) {
      const { result: picture } = await model.finish(latents, shape);
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const at = row * columns + column;
          const values = Array.from({ length: channels }, (_, channel) => latents[channel * rows * columns + at] ?? 0);
          inputs.push([...values, 1]);
          targets.push(meanColour(picture, picture.width / columns, column, row));
        }
      }
    }
  }
  await Promise.all([lanes.steps.stop(), lanes.side.stop()]);
  const solution = leastSquares(inputs, targets).map((line) => line.map((value) => Number(value.toFixed(5))));
  const [matrix, bias] = [solution.slice(0, channels), solution[channels]];
  const residuals = inputs.flatMap((input, index) =>
    [0, 1, 2].map((colour) => {
      const predicted = input.reduce((sum, value, term) => sum + value * (solution[term]?.[colour] ?? 0), 0);
      return (predicted - (targets[index]?.[colour] ?? 0)) ** 2;
    }),
  );
  const rms = Math.sqrt(residuals.reduce((sum, value) => sum + value, 0) / residuals.length);
  process.stdout.write(`${inputs.length} latents, residual ${(rms * 127.5).toFixed(1)} grey levels (RMS)\n`);
  const file = join(path, 'quartet.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, `${JSON.stringify({ ...json, latent_rgb: { matrix, bias } }, undefined, 2)}\n`);
}

const [folder] = parseArgs({ allowPositionals: true }).positionals;
if (!folder) throw new Error('usage: fit-latent-rgb.ts FOLDER');
await fit(folder);
