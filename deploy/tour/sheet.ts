import sharp, { type OverlayOptions } from 'sharp';

/** A picture on a contact sheet, and what is written below it. */
export interface Cell {
  readonly picture: Buffer;
  readonly label: string;
}

const side = 256;
const gap = 12;
const labelHeight = 60;
/** Letters that fit beside each other under a picture. */
const lineLength = 34;
const paper = '#ffffff';

/** Lays pictures out in rows, each scaled to 256 pixels and labelled; a PNG. */
export async function contactSheet(rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const columns = Math.max(...rows.map((row) => row.length));
  const width = gap + columns * (side + gap);
  const height = gap + rows.length * (side + labelHeight + gap);
  const parts = rows.flatMap((row, y) =>
    row.map(async ({ picture, label }, x): Promise<OverlayOptions[]> => {
      const [left, top] = [gap + x * (side + gap), gap + y * (side + labelHeight + gap)];
      // Enlarged without smoothing: a sheet shows the pixels that are there.
      const scaled = sharp(picture).resize({
        width: side,
        height: side,
        fit: 'contain',
        background: paper,
        kernel: 'nearest',
      });
      return [
        { input: await scaled.png().toBuffer(), left, top },
        { input: Buffer.from(labelSvg(label)), left, top: top + side },
      ];
    }),
  );
  const overlays = (await Promise.all(parts)).flat();
  const sheet = sharp({ create: { width, height, channels: 3, background: paper } });
  return sheet.composite(overlays).png({ compressionLevel: 9 }).toBuffer();
}

/** A transparent picture over a checkerboard, where its alpha can be seen. */
export async function overCheckerboard(picture: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const board = `<svg width="${width}" height="${height}"><defs><pattern id="p" width="24" height="24" patternUnits="userSpaceOnUse">
    <rect width="24" height="24" fill="#fff"/><rect width="12" height="12" fill="#bbb"/><rect x="12" y="12" width="12" height="12" fill="#bbb"/>
    </pattern></defs><rect width="100%" height="100%" fill="url(#p)"/></svg>`;
  return sharp(Buffer.from(board))
    .composite([{ input: picture }])
    .png()
    .toBuffer();
}

function labelSvg(label: string): string {
  const lines = label.split('\n').flatMap(wrapped);
  const texts = lines.map((line, index) => {
    const text = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<text x="${side / 2}" y="${17 + 17 * index}" font-size="13" text-anchor="middle" font-family="sans-serif" fill="#333">${text}</text>`;
  });
  return `<svg width="${side}" height="${labelHeight}">${texts.join('')}</svg>`;
}

function wrapped(line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= lineLength) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
