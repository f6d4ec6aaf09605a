import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskStore } from './disk-store.ts';
import { readModelFolder, readVerifiedFolder } from './model-folder.ts';
import { sealModel } from './seal-model.ts';
import { shippedModel, shippedStore, shippedUpscaler } from './shipped-model.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'quartet-model-')), 'model');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

function editManifest(edit: (text: string) => string): void {
  const file = join(path, 'quartet.json');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

/** Why a node would not use the shipped model after a change. */
async function refusalAfter(change: () => void): Promise<string> {
  cpSync(shippedModel, path, { recursive: true });
  change();
  const error: unknown = await readModelFolder(path).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ reason: 'REASON_MODEL_UNAVAILABLE', cause: expect.any(Error) });
  return ((error as Error).cause as Error).message;
}

test('the shipped models are whole, one of each stage, and their manifests fit their graphs', async () => {
  const store = new DiskStore(shippedStore);
  // Whoever works here may have imported others beside them.
  const models = (await store.list()).models.filter(({ manifest }) => manifest.id.startsWith('quartet-'));
  const folders = await Promise.all(models.map(async (model) => readVerifiedFolder(await store.fetch(model))));
  expect(folders.map(({ stage, manifest }) => [stage, manifest.id])).toEqual([
    ['paint', 'quartet-icons'],
    ['matte', 'quartet-matte'],
    ['upscale', 'quartet-upscale'],
  ]);
  const [painter] = folders;
  if (painter?.stage !== 'paint') throw new Error('the first one paints');
  expect(painter).toMatchObject({ latentChannels: 8, latentPixels: 8, latentScale: 1 });
  for (const { width, height } of painter.manifest.sizes) {
    // Latents come in multiples of four: 8 pixels each, enlarged twice.
    expect([width % 64, height % 64]).toEqual([0, 0]);
  }
});

test('sealing what is sealed changes nothing: cards and notices are not in it', () => {
  cpSync(shippedUpscaler, path, { recursive: true });
  sealModel(path);
  expect(readFileSync(join(path, 'quartet.json'), 'utf8')).toBe(
    readFileSync(join(shippedUpscaler, 'quartet.json'), 'utf8'),
  );
});

test('a changed or missing file is named', async () => {
  expect(await refusalAfter(() => writeFileSync(join(path, 'unet/model.onnx'), 'not a graph'))).toMatch(
    /unet\/model.onnx is not the file/,
  );
  expect(await refusalAfter(() => rmSync(join(path, 'vae_decoder/model.onnx')))).toMatch(/vae_decoder.*ENOENT/);
});

test('a file without a digest is not read', async () => {
  const unsealed = (text: string): string => text.replace(/"text_encoder\/model.onnx": "[0-9a-f]+",/, '');
  expect(await refusalAfter(() => editManifest(unsealed))).toMatch(/text_encoder\/model.onnx .*has no digest/);
});

test('a sampler that is not there is refused', async () => {
  const unknown = (text: string): string => text.replace('"DDIMScheduler"', '"NoScheduler"');
  expect(await refusalAfter(() => editManifest(unknown))).toMatch(/NoScheduler/);
});
