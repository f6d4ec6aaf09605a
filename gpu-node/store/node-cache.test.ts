import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { UpscaleManifest } from '@quartet/protos/manifest.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NodeCache } from './node-cache.ts';
import type { StoredModel } from './open-store.ts';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A model of two files of ten bytes, and how its files are read. */
function modelNamed(id: string) {
  const files: Record<string, string> = { 'model.onnx': `${id} graph`.padEnd(10), 'deep/weights': id.padEnd(10, '.') };
  const digests = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, sha256(content)]));
  const manifest = { id, files: digests } as unknown as UpscaleManifest;
  files['quartet.json'] = JSON.stringify(manifest);
  const model: StoredModel = { folder: id, manifest, digest: sha256(files['quartet.json']), sizeBytes: 200 };
  const opened: string[] = [];
  const open = async (name: string): Promise<Readable> => {
    opened.push(name);
    return Readable.from([Buffer.from(files[name] ?? '')]);
  };
  return { model, files, opened, open };
}

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quartet-cache-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const kept = (): string[] => readdirSync(folder);

test('a model is fetched once, whoever asks and however often', async () => {
  const { model, opened, open } = modelNamed('fox');
  const cache = new NodeCache(folder, 1_000);
  const [first, second] = await Promise.all([cache.take(model, open), cache.take(model, open)]);
  expect(second).toBe(first);
  // As after a restart.
  expect(await new NodeCache(folder, 1_000).take(model, open)).toBe(first);
  expect(opened.toSorted()).toEqual(['deep/weights', 'model.onnx', 'quartet.json']);
  expect(readFileSync(join(first, 'deep/weights'), 'utf8')).toBe('fox.......');
});

test('two processes that fetch one model at once both get it whole', async () => {
  const { model, open } = modelNamed('fox');
  const caches = Array.from({ length: 4 }, () => new NodeCache(folder, 1_000));
  const paths = await Promise.all(caches.map((cache) => cache.take(model, open)));
  expect(new Set(paths).size).toBe(1);
  expect(kept()).toEqual([model.digest]);
});

test('a download that breaks off leaves nothing, and the next one makes the model whole', async () => {
  const { model, open } = modelNamed('fox');
  const breaks = async (name: string): Promise<Readable> => {
    if (name !== 'deep/weights') return open(name);
    return Readable.from(
      (async function* () {
        yield Buffer.from('fox');
        throw new Error('the connection broke');
      })(),
    );
  };
  const cache = new NodeCache(folder, 1_000);
  await expect(cache.take(model, breaks)).rejects.toThrow('the connection broke');
  expect(kept()).toEqual([]);
  await cache.take(model, open);
  expect(kept()).toEqual([model.digest]);
});

test('a file that is not what the manifest names is not kept', async () => {
  const { model, files, open } = modelNamed('fox');
  files['model.onnx'] = 'another gr';
  await expect(new NodeCache(folder, 1_000).take(model, open)).rejects.toThrow('model.onnx is not the file');
  expect(kept()).toEqual([]);
});

test('a manifest that has changed since it was listed is not kept', async () => {
  const { model, files, open } = modelNamed('fox');
  files['quartet.json'] += ' ';
  await expect(new NodeCache(folder, 1_000).take(model, open)).rejects.toThrow('quartet.json has changed');
});

test('an entry that lost bytes is fetched anew', async () => {
  const { model, opened, open } = modelNamed('fox');
  const cache = new NodeCache(folder, 1_000);
  const path = await cache.take(model, open);
  truncateSync(join(path, 'model.onnx'), 3);
  expect(await cache.take(model, open)).toBe(path);
  expect(readFileSync(join(path, 'model.onnx'), 'utf8')).toBe('fox graph ');
  expect(opened).toHaveLength(6);
});

test('the least recently used leave for a new one; those just used stay', async () => {
  const names = ['ant', 'bee', 'cow', 'dog'];
  const models = names.map(modelNamed);
  const cache = new NodeCache(folder, 700);
  const hourAgo = (name: string, minutes: number): void => {
    const { model } = models[names.indexOf(name)] as (typeof models)[number];
    const at = new Date(Date.now() - minutes * 60_000);
    utimesSync(join(folder, model.digest, '.verified.json'), at, at);
  };
  for (const { model, open } of models.slice(0, 3)) await cache.take(model, open);
  hourAgo('ant', 60);
  hourAgo('bee', 90);
  const { model: ant, open: openAnt } = models[0] as (typeof models)[number];
  // Used again: now bee is the oldest.
  await cache.take(ant, openAnt);
  const { model: dog, open: openDog } = models[3] as (typeof models)[number];
  await cache.take({ ...dog, sizeBytes: 500 }, openDog);
  expect(kept().toSorted()).toEqual([0, 2, 3].map((index) => models[index]?.model.digest ?? '').toSorted());
});

test('a model that is larger than the cache is refused before anything is fetched', async () => {
  const { model, opened, open } = modelNamed('fox');
  await expect(new NodeCache(folder, 199).take(model, open)).rejects.toThrow('do not fit');
  expect(opened).toEqual([]);
});
