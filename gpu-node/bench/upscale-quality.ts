/**
 * How near the upscale stage comes to the truth, against bicubic enlargement: `node --import tsx
 * gpu-node/bench/upscale-quality.ts [FOLDER]`. Each held-out picture of 256 pixels, on its ground, is reduced to 128 by
 * bicubic reduction, then enlarged by sharp and by the stage as a node runs it: once as the one tile it is, once as a part
 * of a sheet of four, which is cut into tiles. Prints PSNR over all values of the picture. FOLDER holds the pictures, as in
 * the package's `assets`; without it the package is fetched by npm into a temporary folder. Ends with 1 below a gain of 2 dB.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
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
  const reduced = await Promise.all(truths.map((truth) => resize(truth, small)));
  const bicubic = await Promise.all(reduced.map((picture) => resize(picture, side)));
  const alone: Buffer[] = [];
  for (const picture of reduced) alone.push(await enlarge(picture));
  const tiled = await inSheets(reduced);
  const gain = report([
    ['bicubic', bicubic],
    ['stage, one tile', alone],
    ['stage, part of a sheet of tiles', tiled],
  ]);
  process.exitCode = gain >= leastGain ? 0 : 1;

  /** Prints the table; gives the least gain of a mean over the first row's. */
  function report(rows: readonly (readonly [string, readonly Buffer[]])[]): number {
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

/** 8-bit RGB of a picture on a ground. */
async function artOn(file: string, background: string): Promise<Buffer> {
  const { data, info } = await sharp(file).flatten({ background }).raw().toBuffer({ resolveWithObject: true });
  if (info.width !== side || info.height !== side) throw new Error(`${file} is not ${side} pixels wide and high`);
  return data;
}

function resize(pixels: Buffer, to: number): Promise<Buffer> {
  const from = Math.sqrt(pixels.length / 3);
  return sharp(pixels, { raw: { width: from, height: from, channels: 3 } })
    .resize(to, to, { kernel: 'cubic' })
    .raw()
    .toBuffer();
}

/** Enlarges a square picture by the stage. */
async function enlarge(pixels: Buffer): Promise<Buffer> {
  const from = Math.sqrt(pixels.length / 3);
  const file = await sharp(pixels, { raw: { width: from, height: from, channels: 3 } })
    .png()
    .toBuffer();
  const source = await shelf.put(file);
  const content = { model: 'quartet-upscale', width: 2 * from, height: 2 * from, upscale: { source } };
  return sharp((await bench.make(content)).png)
    .raw()
    .toBuffer();
}

/** Enlarges pictures of 128 pixels four at a time, side by side on one sheet. */
async function inSheets(pictures: readonly Buffer[]): Promise<Buffer[]> {
  const places = [0, 1, 2, 3].map((place) => ({ left: (place % 2) * small, top: Math.floor(place / 2) * small }));
  const parts: Buffer[] = [];
  for (let first = 0; first < pictures.length; first += places.length) {
    const raw = { width: small, height: small, channels: 3 } as const;
    const four = pictures.slice(first, first + places.length);
    const sheet = await sharp({ create: { width: 2 * small, height: 2 * small, channels: 3, background: '#808080' } })
      .composite(four.map((input, place) => ({ input, raw, ...(places[place] ?? { left: 0, top: 0 }) })))
      .removeAlpha()
      .raw()
      .toBuffer();
    const enlarged = sharp(await enlarge(sheet), { raw: { width: 2 * side, height: 2 * side, channels: 3 } });
    for (const [place] of four.entries()) {
      const { left = 0, top = 0 } = places[place] ?? {};
      const part = { left: 2 * left, top: 2 * top, width: side, height: side };
      parts.push(await enlarged.clone().extract(part).raw().toBuffer());
    }
  }
  return parts;
}

/** Peak signal-to-noise ratio of 8-bit values, dB. */
function psnr(picture: Buffer, truth: Buffer | undefined): number {
  if (truth?.length !== picture.length) throw new Error('the pictures differ in size');
  const squares = picture.reduce((sum, value, index) => sum + (value - (truth[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10((255 ** 2 * picture.length) / squares);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}
