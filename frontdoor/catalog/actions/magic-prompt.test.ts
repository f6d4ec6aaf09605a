import type { GenerationOptions, Viewer } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { imageOf, shownImage } from '../tables/shown-images.ts';
import { shownGeneration } from '../tables/generations.ts';
import { type Bench, reasonOf, requestOf, startBench, stranger } from '../testing/bench.ts';
import { magicPromptLists, paintManifest } from '../testing/manifests.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { createGeneration } from './create-generation.ts';
import { getTask } from './get-task.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;

beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  await bench?.close();
  bench = await startBench(postgres);
  owner = await bench.user('owner');
  bench.manifests.push(
    paintManifest('eager', { magic_prompt: magicPromptLists(true) }),
    paintManifest('able', { magic_prompt: magicPromptLists(false) }),
  );
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const prompt = 'a lighthouse';
const writtenOf = async (options: Partial<GenerationOptions>): Promise<string[]> =>
  (await bench.generation(owner, { prompt, ...options })).images.map((image) => image.writtenPrompt);

test('each image has a prompt of its own, written from its seed and painted from', async () => {
  const { id, images } = await bench.generation(owner, { prompt, model: 'eager', magicPrompt: 'MAGIC_PROMPT_ON' });
  const written = images.map((image) => image.writtenPrompt);
  for (const each of written) expect(each).toContain(prompt);
  expect(new Set([...written, prompt]).size).toBe(5);
  expect(await writtenOf({ model: 'eager', magicPrompt: 'MAGIC_PROMPT_ON' })).toEqual(written);
  for (const image of images) {
    expect((await getTask(bench.context, image.id)).content?.paint?.prompt).toBe(image.writtenPrompt);
    const shown = imageOf(await shownImage(bench.context.db, stranger, image.id), stranger);
    expect(shown).toMatchObject({ writtenPrompt: image.writtenPrompt, options: { prompt } });
  }
  expect((await shownGeneration(bench.context.db, owner, id)).options).toMatchObject({
    prompt,
    magicPrompt: 'MAGIC_PROMPT_ON',
  });
});

test('it is written where it is on, or auto and the model asks for it; never without word lists', async () => {
  const isWritten = async (model: string, magicPrompt: GenerationOptions['magicPrompt']): Promise<boolean> => {
    const { id, images } = await bench.generation(owner, { prompt, model, magicPrompt, count: 2 });
    const { options } = await shownGeneration(bench.context.db, owner, id);
    expect(options?.magicPrompt).toBe(magicPrompt);
    return images.every((image) => image.writtenPrompt !== '');
  };
  expect(await isWritten('eager', 'MAGIC_PROMPT_AUTO')).toBe(true);
  expect(await isWritten('eager', 'MAGIC_PROMPT_OFF')).toBe(false);
  expect(await isWritten('able', 'MAGIC_PROMPT_ON')).toBe(true);
  expect(await isWritten('able', 'MAGIC_PROMPT_AUTO')).toBe(false);
  expect(await isWritten('test-model', 'MAGIC_PROMPT_ON')).toBe(false);
});

test('a repeated key with another Magic Prompt is another request', async () => {
  const request = (magicPrompt: GenerationOptions['magicPrompt']) =>
    createGeneration(bench.context, requestOf(owner, { magicPrompt }, 'key'));
  const first = await request('MAGIC_PROMPT_AUTO');
  expect(await request('MAGIC_PROMPT_AUTO')).toMatchObject({ generation: { id: first.generation?.id } });
  for (const other of ['MAGIC_PROMPT_ON', 'MAGIC_PROMPT_OFF'] as const) {
    expect(await reasonOf(request(other))).toBe('REASON_IDEMPOTENCY_CONFLICT');
  }
});
