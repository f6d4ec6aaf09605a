import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsIn } from './models.ts';
import { silent } from './testing/bench.ts';

let folder: string;

const manifest = (id: string): object => ({
  format: 1,
  id,
  version: '1',
  name: id.toUpperCase(),
  description: 'paints',
  licence: 'MIT',
  sizes: [{ width: 512, height: 512 }],
  defaults: { steps: 8, guidance: 4, sampler: 'DDIMScheduler' },
  max_steps: 50,
  max_guidance: 10,
  samplers: ['DDIMScheduler'],
  latent_rgb: { matrix: [[0, 0, 0]], bias: [0, 0, 0] },
  files: {},
});

async function put(name: string, text: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'quartet.json'), text);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quartet-models-'));
  for (const id of ['zebra', 'apple', 'mango']) await put(id, JSON.stringify(manifest(id)));
  await put('broken', '{"format": 1}');
  await put('worse', 'not json');
  await mkdir(join(folder, 'empty'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('models are listed by id, broken ones left out', async () => {
  const models = await modelsIn(folder, silent).list();
  expect(models.map((model) => model.id)).toEqual(['apple', 'mango', 'zebra']);
  expect(models[0]).toMatchObject({ defaultSteps: 8, maxSteps: 50, defaultSampler: 'DDIMScheduler' });
});

test('the default model is first', async () => {
  const models = await modelsIn(folder, silent, 'mango').list();
  expect(models.map((model) => model.id)).toEqual(['mango', 'apple', 'zebra']);
});

test('a folder that is not there offers nothing', async () => {
  expect(await modelsIn(join(folder, 'nowhere'), silent).list()).toEqual([]);
});
