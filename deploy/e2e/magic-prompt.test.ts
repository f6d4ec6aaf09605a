/** Magic Prompt with the default model: four pictures of one prompt that are four pictures. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Api, type GenerationJson } from './support/api.ts';
import { meanDifference } from './support/pictures.ts';
import { expectSamePixels } from './support/expect-same-pixels.ts';
import { Stack } from './support/stack.ts';

const request = { prompt: 'a red fox', seed: 4, count: 4 };

let stack: Stack;
let pro: Api;
beforeAll(async () => {
  stack = await Stack.start();
  pro = new Api(stack.url, stack.facts.keys['pro']);
});
afterAll(() => stack?.remove());

/** The pictures of a request, with what was painted for each. */
async function paint(asked: object): Promise<{ pictures: Buffer[]; written: (string | null)[] }> {
  const { images } = await pro.end((await pro.generate({ ...request, ...asked })).id);
  const shown = await Promise.all(
    images.map(({ id }) => pro.json<{ prompt: string; written_prompt: string | null }>(`/v1/images/${id}`)),
  );
  for (const { prompt } of shown) expect(prompt).toBe(request.prompt);
  const pictures = await Promise.all(images.map(({ id }) => pro.pixels(id)));
  return { pictures, written: shown.map((image) => image.written_prompt) };
}

/** Mean distances of all pairs of pictures, grey levels, least first. */
function distances(pictures: readonly Buffer[]): number[] {
  const pairs = pictures.flatMap((a, at) => pictures.slice(at + 1).map((b) => meanDifference(a, b)));
  return pairs.toSorted((a, b) => a - b);
}

it('writes each image a prompt that begins with the one asked for, and no two alike', async () => {
  const on = await paint({ magic_prompt: 'on' });
  expect(on.written).toHaveLength(4);
  expect(new Set(on.written).size).toBe(4);
  for (const written of on.written) expect(written).toMatch(/^a red fox (in|on|at|under) \w/);

  const off = await paint({});
  expect(off.written).toEqual([null, null, null, null]);
  const [apart, alike] = [distances(on.pictures), distances(off.pictures)];
  const text = (numbers: readonly number[]) => numbers.map((each) => each.toFixed(1)).join(', ');
  console.log(`mean distances of pairs, grey levels: ${text(apart)} with Magic Prompt, ${text(alike)} without`);
  // Measured: 46 at least with Magic Prompt, 5 at most without.
  expect(apart[0]).toBeGreaterThan(25);
  expect(apart[0]).toBeGreaterThan(4 * (alike.at(-1) ?? Infinity));

  const again = await paint({ magic_prompt: 'on' });
  expect(again.written).toEqual(on.written);
  for (const [at, picture] of again.pictures.entries()) {
    expectSamePixels(picture, on.pictures[at] ?? Buffer.alloc(0), `image ${at} again`);
  }
});

it('paints what it wrote: the same prompt asked for without it gives the same picture', async () => {
  const on = await paint({ magic_prompt: 'on', count: 1 });
  const [written] = on.written;
  const made: GenerationJson = await pro.generate({ prompt: written, seed: request.seed, count: 1 });
  const [image] = (await pro.end(made.id)).images;
  expectSamePixels(await pro.pixels(image?.id ?? ''), on.pictures[0] ?? Buffer.alloc(0), 'written and asked for');
});

it('is on by itself with this model, and leaves a prompt that has its scene', async () => {
  expect((await paint({ magic_prompt: 'auto', count: 1 })).written).toEqual(
    (await paint({ magic_prompt: 'on', count: 1 })).written,
  );
  const { images } = await pro.end(
    (await pro.generate({ prompt: 'a penguin in the snow', count: 2, magic_prompt: 'on' })).id,
  );
  for (const { id } of images) expect(await pro.json(`/v1/images/${id}`)).toMatchObject({ written_prompt: null });
});
