import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readModelStore } from './model-store.ts';
import { sealModel } from './seal-model.ts';
import { shippedModel, shippedStore, shippedUpscaler } from './shipped-model.ts';

let store: string;

beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'quartet-store-'));
  symlinkSync(shippedModel, join(store, 'a-good-one'));
});
afterEach(() => rmSync(store, { recursive: true }));

/** A copy of the shipped model under another id, changed by `change`. */
function addModel(folder: string, change: (path: string) => void): void {
  const path = join(store, folder);
  cpSync(shippedModel, path, { recursive: true });
  editManifest(path, (text) => text.replace('"quartet-icons"', `"${folder}"`));
  change(path);
}

function editManifest(path: string, edit: (text: string) => string): void {
  const file = join(path, 'quartet.json');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

async function brokenAfter(change: (path: string) => void): Promise<string> {
  addModel('bad', change);
  const { models, broken } = await readModelStore(store);
  expect(models.map(({ manifest }) => manifest.id)).toEqual(['quartet-icons']);
  expect(broken.map(({ folder }) => folder)).toEqual(['bad']);
  const error = broken[0]?.error as Error;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

test('the shipped models are whole, one of each stage, and their manifests fit their graphs', async () => {
  const { models, broken } = await readModelStore(shippedStore);
  expect(broken).toEqual([]);
  expect(models.map(({ stage, manifest }) => [stage, manifest.id])).toEqual([
    ['paint', 'quartet-icons'],
    ['matte', 'quartet-matte'],
    ['upscale', 'quartet-upscale'],
  ]);
  const [painter] = models;
  if (painter?.stage !== 'paint') throw new Error('the first one paints');
  expect(painter).toMatchObject({ latentChannels: 8, latentPixels: 8, latentScale: 1 });
  for (const { width, height } of painter.manifest.sizes) {
    // Latents come in multiples of four: 8 pixels each, enlarged twice.
    expect([width % 64, height % 64]).toEqual([0, 0]);
  }
});

test('a model of one graph is verified like one of many', async () => {
  const path = join(store, 'one-graph');
  cpSync(shippedUpscaler, path, { recursive: true });
  sealModel(path);
  const text = (folder: string): string => readFileSync(join(folder, 'quartet.json'), 'utf8');
  // Sealing what is sealed changes nothing: cards and notices are not in it.
  expect(text(path)).toBe(text(shippedUpscaler));
  writeFileSync(join(path, 'model.onnx'), 'not a graph');
  const { models, broken } = await readModelStore(store);
  expect(models.map(({ manifest }) => manifest.id)).toEqual(['quartet-icons']);
  const [first] = broken;
  const cause = first?.error instanceof Error ? first.error.cause : undefined;
  expect(cause).toMatchObject({ message: expect.stringMatching(/model.onnx is not the file/) });
});

test('a changed file breaks its own model and no other', async () => {
  const message = await brokenAfter((path) => writeFileSync(join(path, 'unet/model.onnx'), 'not a graph'));
  expect(message).toMatch(/unet\/model.onnx is not the file/);
});

test('a missing file breaks its model', async () => {
  expect(await brokenAfter((path) => rmSync(join(path, 'vae_decoder/model.onnx')))).toMatch(/ENOENT/);
});

test('a file without a digest is not read', async () => {
  const message = await brokenAfter((path) =>
    editManifest(path, (text) => text.replace(/"text_encoder\/model.onnx": "[0-9a-f]+",/, '')),
  );
  expect(message).toMatch(/text_encoder\/model.onnx has no digest/);
});

test('a path out of the folder is refused', async () => {
  const message = await brokenAfter((path) =>
    editManifest(path, (text) =>
      text.replace('"files": {', `"files": { "../a-good-one/quartet.json": "${'0'.repeat(64)}",`),
    ),
  );
  expect(message).toMatch(/outside/);
});

test('a sampler that is not there is refused', async () => {
  const message = await brokenAfter((path) =>
    editManifest(path, (text) => text.replace('"DDIMScheduler"', '"NoScheduler"')),
  );
  expect(message).toMatch(/NoScheduler/);
});

test('a manifest that is no manifest breaks its model; a folder without one is no model', async () => {
  mkdirSync(join(store, 'notes'));
  writeFileSync(join(store, 'notes.txt'), 'not a model');
  expect(await brokenAfter((path) => writeFileSync(join(path, 'quartet.json'), '{}'))).toMatch(/quartet.json/);
});

test('of two folders with one id the first is the model', async () => {
  symlinkSync(shippedModel, join(store, 'b-same'));
  const { models, broken } = await readModelStore(store);
  expect(models).toHaveLength(1);
  expect(broken.map(({ folder, id }) => [folder, id])).toEqual([['b-same', 'quartet-icons']]);
});
