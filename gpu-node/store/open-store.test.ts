/** What every model store does, on a folder and on a real S3 server. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { listObjects } from '@quartet/service-kit/object-store.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readVerifiedFolder } from './model-folder.ts';
import { type ModelStore, type StoredModel, openStore } from './open-store.ts';
import { shippedUpscaler } from './shipped-model.ts';
import { type TestS3, startS3 } from './testing/s3-server.ts';

const root = mkdtempSync(join(tmpdir(), 'quartet-stores-'));
let s3: TestS3;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3?.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Where a store lies, reached past the store. */
interface Place {
  location(name: string): string;
  put(path: string, content: string): Promise<void>;
  /** Every file that lies there. */
  files(name: string): Promise<string[]>;
}

const places: Readonly<Record<string, Place>> = {
  'a folder': {
    location: (name) => join(root, name),
    put: async (path, content) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    files: async (name) =>
      (existsSync(join(root, name)) ? readdirSync(join(root, name), { recursive: true }) : []).map(String),
  },
  S3: {
    location: (name) => `s3://${s3.objects.bucket}/${name}`,
    put: async (path, content) => {
      await s3.objects.client.putObject(s3.objects.bucket, path, content);
    },
    files: async (name) => (await listObjects(s3.objects, `${name}/`)).map(({ key }) => key.slice(name.length + 1)),
  },
};

/** Puts the shipped upscaler into a folder, by a name and under an id. */
const upscaler =
  (name: string, id = name) =>
  async (folder: string): Promise<string> => {
    for (const file of ['model.onnx', 'quartet.json']) cpSync(join(shippedUpscaler, file), join(folder, file));
    const file = join(folder, 'quartet.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"quartet-upscale"', `"${id}"`));
    return name;
  };

async function only(store: ModelStore): Promise<StoredModel> {
  const { models, broken } = await store.list();
  expect(broken).toEqual([]);
  expect(models).toHaveLength(1);
  return models[0] as StoredModel;
}

/** Why a model cannot be had. */
async function refusal(store: ModelStore): Promise<string> {
  const error: unknown = await store.fetch(await only(store)).catch((thrown: unknown) => thrown);
  if (!(error instanceof ReasonError) || !(error.cause instanceof Error)) throw new Error('it was not refused');
  expect(error.reason).toBe('REASON_MODEL_UNAVAILABLE');
  return error.cause.message;
}

describe.each(Object.entries(places))('in %s', (_, place) => {
  let names = 0;
  let name: string;
  let store: ModelStore;
  beforeEach(async () => {
    names += 1;
    name = `store-${names}`;
    await place.put(`${name}/notes.txt`, 'a file beside the models is no model');
    store = openStore(place.location(name), {
      ...s3.settings,
      QUARTET_NODE_MODEL_CACHE: join(root, 'cache', name),
      QUARTET_NODE_MODEL_CACHE_GB: 1,
    });
  });

  test('what is added is listed, fetched whole, and gone when it is removed', async () => {
    expect(await store.list()).toEqual({ models: [], broken: [] });
    await store.add(upscaler('one'));
    const model = await only(store);
    expect(model).toMatchObject({ folder: 'one', manifest: { id: 'one', stage: 'upscale' } });
    const path = await store.fetch(model);
    const folder = await readVerifiedFolder(path);
    expect(folder.digest).toBe(model.digest);
    expect(readFileSync(join(path, 'model.onnx'))).toEqual(readFileSync(join(shippedUpscaler, 'model.onnx')));
    const bytes = ['model.onnx', 'quartet.json'].map((file) => readFileSync(join(path, file)).length);
    expect(model.sizeBytes).toBe(bytes.reduce((sum, size) => sum + size, 0));
    expect(await text(await store.open(model, 'quartet.json'))).toBe(readFileSync(join(path, 'quartet.json'), 'utf8'));
    await store.remove('one');
    expect(await place.files(name)).toEqual(['notes.txt']);
  });

  test('a model that fails while it is built leaves nothing', async () => {
    const fails = async (folder: string): Promise<string> => {
      await upscaler('half')(folder);
      throw new Error('cut off');
    };
    await expect(store.add(fails)).rejects.toThrow('cut off');
    expect(await place.files(name)).toEqual(['notes.txt']);
  });

  test('a name is taken once', async () => {
    await store.add(upscaler('one'));
    await expect(store.add(upscaler('one', 'two'))).rejects.toThrow('in the store already');
    expect((await only(store)).manifest.id).toBe('one');
  });

  test('a changed file is found before the model is used, and after it is mended the model is whole', async () => {
    await store.add(upscaler('one'));
    await place.put(`${name}/one/model.onnx`, 'not a graph');
    expect(await refusal(store)).toMatch(/^model.onnx is not the file/);
    await store.remove('one');
    await store.add(upscaler('one'));
    await readVerifiedFolder(await store.fetch(await only(store)));
  });

  test('a file that is not there is named', async () => {
    const names = (text: string): string => text.replace('"files": {', `"files": { "gone.onnx": "${'0'.repeat(64)}",`);
    await place.put(`${name}/one/quartet.json`, names(readFileSync(join(shippedUpscaler, 'quartet.json'), 'utf8')));
    expect(await refusal(store)).toMatch(/gone.onnx|model.onnx/);
  });

  test.each(['../../elsewhere', '/etc/elsewhere', 'a/../../elsewhere', 'quartet.json', '.hidden', 'a\\b', 'a//b'])(
    'a file by the name %s is neither read nor written',
    async (file) => {
      const manifest = JSON.parse(readFileSync(join(shippedUpscaler, 'quartet.json'), 'utf8')) as object;
      const bad = { ...manifest, files: { [file]: '0'.repeat(64) } };
      await place.put(`${name}/one/quartet.json`, JSON.stringify(bad));
      expect(await refusal(store)).toMatch(/lies outside|is no name/);
    },
  );

  test('a broken manifest and a second folder of one id take no model with them', async () => {
    await place.put(`${name}/a-broken/quartet.json`, '{}');
    await store.add(upscaler('b-first', 'one'));
    await store.add(upscaler('c-second', 'one'));
    const { models, broken } = await store.list();
    expect(models.map(({ folder }) => folder)).toEqual(['b-first']);
    expect(broken.map(({ folder, id }) => [folder, id])).toEqual([
      ['a-broken', undefined],
      ['c-second', 'one'],
    ]);
  });

  test('a manifest that changes between two listings is read anew', async () => {
    await store.add(upscaler('one'));
    const before = await only(store);
    const changed = JSON.stringify({ ...before.manifest, name: 'Another' });
    await place.put(`${name}/one/quartet.json`, changed);
    expect((await only(store)).manifest.name).toBe('Another');
    await expect(store.fetch(before)).rejects.toMatchObject({ reason: 'REASON_MODEL_UNAVAILABLE' });
  });
});

test('what a killed upload has left in S3 is gone with the next one', async () => {
  const place = places['S3'];
  await place?.put('left/one/unet/weights', 'of another attempt');
  const cache = { QUARTET_NODE_MODEL_CACHE: join(root, 'left-cache'), QUARTET_NODE_MODEL_CACHE_GB: 1 };
  const store = openStore(place?.location('left') ?? '', { ...s3.settings, ...cache });
  expect((await store.list()).models).toEqual([]);
  await store.add(upscaler('one'));
  expect((await place?.files('left'))?.toSorted()).toEqual(['one/model.onnx', 'one/quartet.json']);
});

test('a store in S3 says which settings it lacks', () => {
  const settings = { QUARTET_S3_REGION: 'us-east-1', QUARTET_NODE_MODEL_CACHE: root, QUARTET_NODE_MODEL_CACHE_GB: 1 };
  expect(() => openStore('s3://models/x', settings)).toThrow('QUARTET_S3_URL');
  expect(() => openStore('s3:///x', { ...s3.settings, ...settings })).toThrow('s3://bucket/prefix');
});
