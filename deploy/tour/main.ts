/**
 * A tour through the public API of a running stack, kept as contact sheets in docs/images: Magic Prompt's four foxes, asked
 * for twice; and one picture generated, enlarged, cut out and downloaded as each plan.
 *
 * `npm start` in one terminal, `npm run tour` in another.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { readStackFile } from '../local/stack-file.ts';
import { Person, type TourImage } from './client.ts';
import { type Cell, contactSheet, overCheckerboard } from './sheet.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const home = resolve(process.env['QUARTET_HOME'] || `${root}.quartet`);
const facts = readStackFile(home);
const url = facts?.frontdoor[0]?.url;
if (!facts || !url) throw new Error(`no stack runs in ${home}: start one with npm start`);
const people = Object.fromEntries(
  Object.entries(facts.keys).map(([name, key]) => [name, new Person(url, key)]),
) as Record<keyof typeof facts.keys, Person>;

await writeSheet('magic-prompt', await fourFoxesTwice());
await writeSheet('tour', await onePictureThroughEverything());

/** The second row is the same request again: the same four. */
async function fourFoxesTwice(): Promise<Cell[][]> {
  const request = { prompt: 'a red fox', magic_prompt: 'on', seed: 1, count: 4 };
  const rows: Cell[][] = [];
  for (const time of ['first', 'second']) {
    const { images } = await people.pro.make('/v1/generations', request);
    rows.push(
      await Promise.all(
        images.map(async ({ id, written_prompt: written }) => {
          const { bytes } = await people.pro.download(id);
          return { picture: bytes, label: `${written ?? request.prompt}\n${time} time` };
        }),
      ),
    );
  }
  const [first = [], second = []] = rows;
  for (const [index, cell] of first.entries()) {
    const [a, b] = await Promise.all([pixelsOf(cell.picture), pixelsOf(second[index]?.picture ?? Buffer.alloc(0))]);
    console.log(`fox ${index}: the second time ${a.equals(b) ? 'the same pixels' : 'OTHER PIXELS'}`);
  }
  return rows;
}

async function onePictureThroughEverything(): Promise<Cell[][]> {
  const { basic } = people;
  const request = { prompt: 'a penguin in the snow', seed: 3, count: 1 };
  const painted = only((await basic.make('/v1/generations', request)).images);
  const enlarged = only((await basic.make(`/v1/images/${painted.id}/upscale`)).images);
  const cutOut = only((await basic.make(`/v1/images/${enlarged.id}/remove-background`)).images);
  for (const [child, parent] of [[enlarged, painted] as const, [cutOut, enlarged] as const]) {
    if (child.parent_id !== parent.id) throw new Error('a child does not name its parent');
  }
  const original = (await basic.download(painted.id)).bytes;
  const upscaled = (await basic.download(enlarged.id)).bytes;
  const transparent = (await basic.download(cutOut.id)).bytes;
  const bicubic = await sharp(original).resize({ width: enlarged.width, kernel: 'cubic' }).png().toBuffer();
  const detail = { left: 128, top: 96, width: 128, height: 128 };
  const doubled = Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, 2 * value])) as typeof detail;

  const downloads: Cell[] = [];
  for (const plan of ['free', 'basic', 'lapsed', 'plus', 'pro', 'team'] as const) {
    const { mediaType, bytes } = await people[plan].download(painted.id);
    downloads.push({ picture: bytes, label: `downloaded as ${plan}\n${mediaType}, ${bytes.length} bytes` });
  }
  const sizeOf = ({ width, height }: TourImage): string => `${width} × ${height}`;
  return [
    [
      { picture: original, label: `generated: ${request.prompt}\n${sizeOf(painted)}` },
      { picture: upscaled, label: `upscaled\n${sizeOf(enlarged)}` },
      { picture: await overCheckerboard(transparent), label: 'background removed\nover a checkerboard' },
      { picture: await sharp(original).extract(detail).png().toBuffer(), label: 'detail as generated' },
      { picture: await sharp(bicubic).extract(doubled).png().toBuffer(), label: 'detail, bicubic 2x' },
      { picture: await sharp(upscaled).extract(doubled).png().toBuffer(), label: 'detail, upscaled' },
    ],
    downloads,
  ];
}

async function writeSheet(name: string, rows: readonly (readonly Cell[])[]): Promise<void> {
  const path = `${root}docs/images/${name}.png`;
  await writeFile(path, await contactSheet(rows));
  console.log(`wrote ${path}`);
}

function pixelsOf(picture: Buffer): Promise<Buffer> {
  return sharp(picture).raw().toBuffer();
}

function only(images: readonly TourImage[]): TourImage {
  const [image] = images;
  if (!image) throw new Error('a generation without images');
  return image;
}
