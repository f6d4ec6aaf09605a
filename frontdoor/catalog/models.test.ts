import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listDirectory } from '@quartet/service-kit/model-folders.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { modelsIn } from './models.ts';
import { silent } from './testing/bench.ts';
import { magicPromptLists, matteManifest, paintManifest, upscaleManifest } from './testing/manifests.ts';

let folder: string;
const inFolder = (path: string) => ({ list: () => listDirectory(path) });

async function put(name: string, text: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'quartet.json'), text);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quartet-models-'));
  for (const id of ['zebra', 'apple', 'mango']) await put(id, JSON.stringify(paintManifest(id)));
  const eager = paintManifest('eager', { magic_prompt: magicPromptLists(true) });
  const others = [eager, matteManifest('b-matte'), upscaleManifest('c-upscale'), upscaleManifest('a-upscale')];
  for (const manifest of others) await put(manifest.id, JSON.stringify(manifest));
  await put('broken', '{"format": 1, "stage": "paint"}');
  await put('broken-upscale', JSON.stringify({ ...upscaleManifest('0-broken'), tile: { size: 1, margin: 0 } }));
  await put('worse', 'not json');
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('models that paint are listed by id, others and broken ones left out', async () => {
  const models = await modelsIn(inFolder(folder), silent).list();
  expect(models.map((model) => model.id)).toEqual(['apple', 'eager', 'mango', 'zebra']);
  expect(models[0]).toMatchObject({ defaultSteps: 8, maxSteps: 50, defaultSampler: 'DDIMScheduler' });
});

test('the default model is first', async () => {
  const models = await modelsIn(inFolder(folder), silent, 'mango').list();
  expect(models.map((model) => model.id)).toEqual(['mango', 'apple', 'eager', 'zebra']);
});

test('a model that asks for Magic Prompt is told, and its word lists are at hand', async () => {
  const shelf = modelsIn(inFolder(folder), silent);
  const asking = (await shelf.list()).filter((model) => model.magicPromptAuto).map((model) => model.id);
  expect(asking).toEqual(['eager']);
  expect((await shelf.painter('eager'))?.magic_prompt).toEqual(magicPromptLists(true));
  expect((await shelf.painter('apple'))?.magic_prompt).toBeUndefined();
  expect(await shelf.painter('b-matte')).toBeUndefined();
});

test('the first whole model of a stage does it', async () => {
  const shelf = modelsIn(inFolder(folder), silent);
  expect((await shelf.firstOf('upscale'))?.id).toBe('a-upscale');
  expect((await shelf.firstOf('matte'))?.id).toBe('b-matte');
  expect(await modelsIn(inFolder(join(folder, 'nowhere')), silent).firstOf('matte')).toBeUndefined();
});

test('a folder that is not there offers nothing', async () => {
  expect(await modelsIn(inFolder(join(folder, 'nowhere')), silent).list()).toEqual([]);
});

test('a store that cannot be read for a while goes on offering what it had', async () => {
  vi.useFakeTimers();
  try {
    const { list } = inFolder(folder);
    let isAway = false;
    const shelf = modelsIn({ list: () => (isAway ? Promise.reject(new Error('away')) : list()) }, silent);
    const before = await shelf.list();
    isAway = true;
    vi.setSystemTime(Date.now() + 60_000);
    expect(await shelf.list()).toEqual(before);
    expect(before.map(({ id }) => id)).toContain('apple');
  } finally {
    vi.useRealTimers();
  }
});
