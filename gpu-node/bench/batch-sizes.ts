/**
 * What batching buys and what the node costs on top of onnxruntime: `node --import tsx gpu-node/bench/batch-sizes.ts`.
 * For each batch size it takes turns between a bare loop of UNet calls and whole pictures through the painter, and prints
 * medians. `ms/step` of the painter is device time as its lane measures it; `of bare` is the whole painting's time for one
 * step, encoding and finish left out, against the bare loop's call.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { denoiseFeeds } from '../runtime/denoise-call.ts';
import { Lane } from '../runtime/lane.ts';
import { LoadedModel } from '../runtime/loaded-model.ts';
import { Painter } from '../runtime/painter.ts';
import { createSampler } from '../samplers/index.ts';
import { readModelFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';

const { values } = parseArgs({
  options: {
    threads: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    cap: { type: 'string', default: '8' },
  },
});
const threads = Number(values.threads ?? availableParallelism());
const [rounds, cap] = [Number(values.rounds), Number(values.cap)];
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

const lanes = { steps: new Lane('steps'), side: new Lane('side') };
const folder = await readModelFolder(shippedModel);
const startedMs = performance.now();
const model = await LoadedModel.load(folder, lanes, { provider: 'cpu', threads }, cap);
console.log(`${threads} threads, loaded and measured in ${Math.round(performance.now() - startedMs)} ms`);

const { manifest, scheduler } = folder;
const { steps, guidance, sampler: samplerName } = manifest.defaults;
const { width = 0, height = 0 } = manifest.sizes[0] ?? {};
const shape = model.shapeOf(width, height);
const [prompt] = (await model.encode([''])).result;
const sampler = createSampler(samplerName, scheduler, steps);
if (!shape || !prompt || !sampler) throw new Error('the manifest has no defaults');

let stepping = { calls: 0, laneMs: 0, firstMs: 0, lastMs: 0 };
const painter = new Painter(cap, {
  onCallStarted: () => {
    stepping.firstMs ||= performance.now();
  },
  onCallDone: (_report, laneMs) => {
    stepping.calls += 1;
    stepping.laneMs += laneMs;
    stepping.lastMs = performance.now();
  },
});
let painted = 0;

/** Milliseconds of a bare call. */
async function bareCalls(batch: number): Promise<number> {
  const latents = new Float32Array((shape ?? []).reduce((product, side) => product * side, 1));
  const times: number[] = [];
  for (let call = 0; call < steps; call += 1) {
    if (!prompt || !sampler || !shape) throw new Error('not set up');
    const row = { latents, sampler, step: call, prompt, negative: prompt, guidance };
    const feeds = denoiseFeeds(
      Array.from({ length: batch }, () => row),
      shape,
    );
    times.push((await model.denoise(feeds)).laneMs);
  }
  return median(times);
}

/** Milliseconds from request to encoded picture of `batch` pictures at once. */
async function wholePictures(batch: number): Promise<number> {
  const fromMs = performance.now();
  await Promise.all(
    Array.from({ length: batch }, (_, seed) => {
      painted += 1;
      const sampleId = `sample ${painted}`;
      const content = {
        prompt: 'a red fox',
        negativePrompt: '',
        seed,
        model: model.id,
        width,
        height,
        steps,
        guidance,
      };
      return new Promise<void>((resolve, reject) => {
        painter.paint(
          { sampleId, taskId: sampleId, model, content: { ...content, sampler: samplerName } },
          {
            onStep: () => undefined,
            onPreview: () => undefined,
            onPicture: () => resolve(),
            onFailed: (reason) => reject(new Error(reason)),
          },
        );
      });
    }),
  );
  return performance.now() - fromMs;
}

const sizes: number[] = [];
for (let size = 1; size <= cap; size *= 2) sizes.push(size);
const results = new Map(
  sizes.map((size) => [
    size,
    { bare: [] as number[], laneMs: [] as number[], wall: [] as number[], whole: [] as number[] },
  ]),
);
for (let round = 0; round < rounds; round += 1) {
  for (const [size, result] of results) {
    result.bare.push(await bareCalls(size));
    stepping = { calls: 0, laneMs: 0, firstMs: 0, lastMs: 0 };
    result.whole.push(await wholePictures(size));
    result.laneMs.push(stepping.laneMs / stepping.calls);
    result.wall.push((stepping.lastMs - stepping.firstMs) / stepping.calls);
  }
}
const one = median(results.get(1)?.bare ?? []);
console.table(
  [...results].map(([size, result]) => {
    const [bare, laneMs, wall, whole] = [result.bare, result.laneMs, result.wall, result.whole].map(median);
    return {
      images: size,
      'bare ms/call': bare?.toFixed(1),
      'gain over one': ((one * size) / (bare ?? 1)).toFixed(2),
      'painter ms/step': laneMs?.toFixed(1),
      'of bare': ((wall ?? 0) / (bare ?? 1)).toFixed(2),
      'ms for all': whole?.toFixed(0),
      'images/s': ((1_000 * size) / (whole ?? 1)).toFixed(2),
    };
  }),
);
await Promise.all([lanes.steps.stop(), lanes.side.stop()]);
