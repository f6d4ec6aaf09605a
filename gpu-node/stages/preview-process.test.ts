import { readFileSync } from 'node:fs';
import { getPriority, platform } from 'node:os';
import { expect, test } from 'vitest';
import { niceness } from '../runtime/niceness.ts';
import { type PaintPreview, encodePaintPreview } from './paint-preview.ts';
import { makePreview } from './preview-process.ts';

const preview = (level: number): PaintPreview => ({
  latents: new Float32Array(4 * 8 * 8).fill(level),
  shape: [4, 8, 8],
  fit: { matrix: Array.from({ length: 4 }, () => [0.1, 0.2, 0.3]), bias: [0, 0, 0] },
  size: { width: 64, height: 64 },
});

test('the process makes of a preview what is made of it here, and leaves the latents alone', async () => {
  const wanted = preview(0.5);
  expect((await makePreview(wanted)).equals(await encodePaintPreview(wanted))).toBe(true);
  expect(wanted.latents).toEqual(preview(0.5).latents);
});

test('each of many gets its own', async () => {
  const levels = [-1, -0.5, 0, 0.5, 1];
  const made = await Promise.all(levels.map((level) => makePreview(preview(level))));
  const expected = await Promise.all(levels.map((level) => encodePaintPreview(preview(level))));
  expect(made.map((webp, index) => expected[index]?.equals(webp))).toEqual(levels.map(() => true));
});

test.skipIf(platform() !== 'linux')('steps go first: its process has less right to a core than this one', async () => {
  await makePreview(preview(0));
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  expect(children.map((child) => getPriority(child))).toEqual([Math.min(getPriority() + niceness.previews, 19)]);
});
