/**
 * How near the upscale stage comes to the truth, against bicubic enlargement: `node --import tsx
 * gpu-node/bench/upscale-quality.ts [FOLDER]`. Each held-out picture of 256 pixels, on its ground, is reduced to 128 by
 * bicubic reduction, then enlarged by bicubic interpolation and by the stage as a node runs it: once as the one tile it is,
 * once with more of its ground around it, which is cut into four tiles. Prints PSNR over all values of the picture. FOLDER
 * holds the pictures, as in the package's `assets`; without it the package is fetched by npm into a temporary folder. Ends
 * with 1 below a mean gain of 2 dB.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { type Pixels, decodePicture, encodePicture, fromPixels, scalePixels } from '../runtime/pictures.ts';
import { SourceShelf, Workbench } from '../stages/testing.ts';
import { shippedUpscaler } from '../store/shipped-model.ts';
import { heldOut } from './held-out.ts';

const packageName = '@lobehub/fluent-emoji-3d@1.1.0';
const [side, small] = [256, 128];
const leastGain = 2;

const [given] = parseArgs({ allowPositionals: true }).positionals;
const temporary = mkdtempSync(join(tmpdir(), 'quartet-art-'));
const bench = new Workbench(8);
const shelf = await new SourceShelf().open();
try {
  const folder = given ?? fetchArt(temporary);
  await bench.load(shippedUpscaler);
  const truths = await Promise.all(heldOut.map(([name, ground]) => artOn(join(folder, `${name}.webp`), ground)));
  const reduced = await Promise.all(truths.map((truth) => scalePixels(truth, { width: small, height: small })));
  const bicubic = await Promise.all(reduced.map((picture) => scalePixels(picture, { width: side, height: side })));
  const alone: Pixels[] = [];
  const tiled: Pixels[] = [];
  for (const [index, picture] of reduced.entries()) {
    alone.push(await enlarge(picture));
    tiled.push(await enlargeWithGround(picture, heldOut[index]?.[1] ?? ''));
  }
  const gain = report([
    ['bicubic', bicubic],
    ['stage, one tile', alone],
    ['stage, four tiles', tiled],
  ]);
  process.exitCode = gain >= leastGain ? 0 : 1;

  /** Prints the table; gives the least gain of a mean over the first row's. */
  function report(rows: readonly (readonly [string, readonly Pixels[]])[]): number {
    const figures = rows.map(([, pictures]) => pictures.map((picture, index) => psnr(picture, truths[index])));
    const [baseline = []] = figures;
    console.table(
      Object.fromEntries(
        rows.map(([label], row) => {
          const values = figures[row] ?? [];
          const gains = values.map((value, index) => value - (baseline[index] ?? Number.NaN));
          const better = gains.filter((value) => value > 0).length / gains.length;
          return [
            label,
            {
              'median dB': median(values).toFixed(2),
              'mean dB': mean(values).toFixed(2),
              'median gain dB': median(gains).toFixed(2),
              'least gain dB': Math.min(...gains).toFixed(2),
              'better than bicubic': `${(100 * better).toFixed(0)} %`,
            },
          ];
        }),
      ),
    );
    return Math.min(...figures.slice(1).map((values) => mean(values) - mean(baseline)));
  }
} finally {
  shelf.close();
  await bench.stop();
  rmSync(temporary, { recursive: true });
}

function fetchArt(directory: string): string {
  execFileSync('npm', ['pack', packageName, '--silent', '--pack-destination', directory], { stdio: 'inherit' });
  const archive = 'lobehub-fluent-emoji-3d-1.1.0.tgz';
  execFileSync('tar', ['-xzf', archive, 'package/assets'], { cwd: directory, stdio: 'inherit' });
  return join(directory, 'package/assets');
}

/** A picture on a ground. */
async function artOn(file: string, background: string): Promise<Pixels> {
  const { data, info } = await sharp(file).flatten({ background }).raw().toBuffer({ resolveWithObject: true });
  if (info.width !== side || info.height !== side) throw new Error(`${file} is not ${side} pixels wide and high`);
  return { data, width: side, height: side, channels: 3 };
}

/** Enlarges a picture by the stage. */
async function enlarge(pixels: Pixels): Promise<Pixels> {
  const source = await shelf.put((await encodePicture(pixels)).png);
  const size = { width: 2 * pixels.width, height: 2 * pixels.height };
  const { png } = await bench.make({ model: 'quartet-upscale', ...size, upscale: { source } });
  return decodePicture(png, size);
}

/** Enlarges a picture with more of its ground at its right and below, and gives the picture's part. */
async function enlargeWithGround(pixels: Pixels, background: string): Promise<Pixels> {
  const more = 40;
  const wider = { width: small + more, height: small + more, channels: 3 } as const;
  const extended = fromPixels(pixels).extend({ right: more, bottom: more, background }).removeAlpha();
  const enlarged = await enlarge({ ...wider, data: await extended.raw().toBuffer() });
  const part = { left: 0, top: 0, width: side, height: side };
  return { ...part, channels: 3, data: await fromPixels(enlarged).extract(part).raw().toBuffer() };
}

/** Peak signal-to-noise ratio of 8-bit values, dB. */
function psnr({ data }: Pixels, truth: Pixels | undefined): number {
  if (truth?.data.length !== data.length) throw new Error('the pictures differ in size');
  let squares = 0;
  for (const [index, value] of data.entries()) squares += (value - (truth.data[index] ?? 0)) ** 2;
  return 10 * Math.log10((255 ** 2 * data.length) / squares);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}
