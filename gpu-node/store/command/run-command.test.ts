import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PaintManifest, parseManifest } from '@quartet/protos/manifest.ts';
import { listObjects } from '@quartet/service-kit/object-store.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unpackModel } from '../../reference/unpack.ts';
import { Workbench } from '../../stages/testing.ts';
import { readVerifiedFolder } from '../model-folder.ts';
import { openStore } from '../open-store.ts';
import { shippedUpscaler } from '../shipped-model.ts';
import { type FileServer, serveFolder } from '../testing/file-server.ts';
import { type TestS3, startS3 } from '../testing/s3-server.ts';
import { runCommand } from './run-command.ts';

const root = mkdtempSync(join(tmpdir(), 'quartet-command-'));
let s3: TestS3;
let store: string;
let source: string;
let stores = 0;

beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3?.stop();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  stores += 1;
  store = join(root, `store-${stores}`);
  source = join(root, `source-${stores}`);
});

/** A reference model as an export leaves it: nobody has made a manifest. */
function exportedModel(name: string): string {
  unpackModel(name, source);
  rmSync(join(source, 'quartet.json'));
  return source;
}

/** Runs the command and gathers what it says. */
async function run(args: string, signal = new AbortController().signal) {
  const [printed, told]: [string[], string[]] = [[], []];
  const code = await runCommand(args.split(' '), {
    env: { ...s3.settings, QUARTET_NODE_MODEL_CACHE: join(root, 'cache') },
    signal,
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
  });
  return { code, printed: printed.join('\n'), told: told.join('\n') };
}

const manifestOf = (folder: string): PaintManifest =>
  parseManifest(readFileSync(join(store, folder, 'quartet.json'), 'utf8')) as PaintManifest;

describe('a model in diffusers’ layout', () => {
  test.each([
    ['sd1-optimum', { sampler: 'PNDMScheduler', steps: 50, guidance: 7.5 }, 3],
    ['sd-turbo', { sampler: 'EulerDiscreteScheduler', steps: 4, guidance: 0 }, 3],
    ['sdxl-turbo', { sampler: 'EulerAncestralDiscreteScheduler', steps: 4, guidance: 0 }, 3],
    ['sd3-no-t5', { sampler: 'FlowMatchEulerDiscreteScheduler', steps: 28, guidance: 7 }, 7],
    ['flux-schnell', { sampler: 'FlowMatchEulerDiscreteScheduler', steps: 4, guidance: 0 }, 7],
  ])('is imported from a folder: %s', async (name, defaults, sizes) => {
    const id = name.replace('schnell', 'fast');
    const { code, told } = await run(`import ${exportedModel(name)} --store ${store} --id ${id} --licence MIT`);
    expect([code, told]).toEqual([0, expect.stringMatching(/fitted to \d/)]);
    const manifest = manifestOf(id);
    expect(manifest).toMatchObject({ id, licence: 'MIT', defaults });
    expect(manifest.sizes).toHaveLength(sizes);
    expect(manifest.samplers).toContain(defaults.sampler);
    expect(manifest.latent_rgb.matrix.flat().every(Number.isFinite)).toBe(true);
    expect(readdirSync(store)).toEqual([id]);
  });

  test('is what whoever imports it says of it', async () => {
    exportedModel('sd1');
    writeFileSync(join(source, 'README.md'), '---\nlicense: creativeml-openrail-m\n---\nA card.');
    const words =
      '--version 2 --name Foxes --sizes 128x64,64x64 --steps 7 --guidance 3.5 --sampler DDIMScheduler --exact';
    expect(await run(`import ${source} --store ${store} --id sd1 ${words}`)).toMatchObject({ code: 0 });
    expect(manifestOf('sd1')).toMatchObject({
      version: '2',
      name: 'Foxes',
      licence: 'LicenseRef-creativeml-openrail-m',
      sizes: [
        { width: 128, height: 64 },
        { width: 64, height: 64 },
      ],
      defaults: { steps: 7, guidance: 3.5, sampler: 'DDIMScheduler' },
      exact: true,
    });
    // The card goes along.
    expect(manifestOf('sd1').files).toHaveProperty('README.md');
  });

  test('without an encoder is imported too', async () => {
    exportedModel('sd1');
    rmSync(join(source, 'vae_encoder'), { recursive: true });
    expect(await run(`import ${source} --store ${store} --id sd1 --licence MIT`)).toMatchObject({ code: 0 });
    expect(Object.keys(manifestOf('sd1').files)).not.toContain('vae_encoder/model.onnx');
  });
});

describe('over HTTP', () => {
  let server: FileServer;
  beforeEach(async () => {
    server = await serveFolder(exportedModel('sdxl-external'));
  });
  afterEach(() => server.close());

  test('a model is found without a list of its files, weights beside graphs and redirects among them', async () => {
    expect(await run(`import ${server.url} --store ${store} --id one --licence MIT`)).toMatchObject({ code: 0 });
    expect(await run(`import ${source} --store ${store} --id two --licence MIT`)).toMatchObject({ code: 0 });
    const [one, two] = [manifestOf('one'), manifestOf('two')];
    expect(one.files).toEqual(two.files);
    expect(one.version).toBe(two.version);
    expect(one.files).toHaveProperty('unet/model.onnx_data');
  });

  test('a connection that breaks leaves nothing', async () => {
    server.instead.set('unet/model.onnx_data', (response) => {
      response.writeHead(200, { 'content-length': 211_968 });
      response.write(Buffer.alloc(1_000), () => response.destroy());
    });
    const { code } = await run(`import ${server.url} --store ${store} --id one --licence MIT`);
    expect(code).toBe(1);
    expect(readdirSync(store)).toEqual([]);
    const toS3 = await run(`import ${server.url} --store s3://models/broken --id one --licence MIT`);
    expect(toS3.code).toBe(1);
    expect(await listObjects(s3.objects, 'broken/')).toEqual([]);
  });

  test('an import that is stopped leaves nothing', async () => {
    const abort = new AbortController();
    server.instead.set('unet/model.onnx_data', (response) => {
      // Half of the file, and then no more.
      response.writeHead(200, { 'content-length': 211_968 });
      response.write(Buffer.alloc(1_000), () => abort.abort(new Error('stopped by SIGINT')));
    });
    const { code, told } = await run(`import ${server.url} --store ${store} --id one --licence MIT`, abort.signal);
    expect([code, told]).toEqual([1, expect.stringContaining('stopped by SIGINT')]);
    expect(readdirSync(store)).toEqual([]);
  });

  test('a hub that refuses is not one that lacks the file', async () => {
    server.instead.set('quartet.json', (response) => response.writeHead(404).end());
    server.instead.set('model_index.json', (response) => response.writeHead(401).end());
    const { told } = await run(`import ${server.url} --store ${store} --id one --licence MIT`);
    expect(told).toMatch(/model_index.json answers 401/);
  });
});

test('from S3 to S3, where nodes fetch it and paint with it', async () => {
  exportedModel('sd1-fp16');
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.\w+$/.test(file)) continue;
    await s3.objects.client.fPutObject(s3.objects.bucket, `exports/sd1/${file}`, join(source, file));
  }
  const to = '--store s3://models/shelf';
  expect(await run(`import s3://models/exports/sd1 ${to} --id sd1 --licence MIT`)).toMatchObject({ code: 0 });
  expect(await run(`import ${shippedUpscaler} ${to}`)).toMatchObject({ code: 0 });
  expect((await run(`list ${to}`)).printed).toMatch(/^ID .*\nquartet-upscale +upscale .*\nsd1 +paint /);
  expect(await run(`verify ${to}`)).toMatchObject({ code: 0 });
  const settings = { ...s3.settings, QUARTET_NODE_MODEL_CACHE: join(root, 'node'), QUARTET_NODE_MODEL_CACHE_GB: 1 };
  const shelf = openStore('s3://models/shelf', settings);
  const bench = new Workbench(1);
  try {
    for (const model of (await shelf.list()).models) {
      await bench.load(await readVerifiedFolder(await shelf.fetch(model)));
    }
    const { width, height } = await bench.make({
      model: 'sd1',
      width: 64,
      height: 64,
      paint: { prompt: 'a fox', steps: 2, sampler: 'DDIMScheduler', guidance: 1 },
    });
    expect([width, height]).toEqual([64, 64]);
  } finally {
    await bench.stop();
  }
  await s3.objects.client.putObject(s3.objects.bucket, 'shelf/sd1/unet/model.onnx', 'damaged');
  expect(await run(`verify ${to} sd1`)).toMatchObject({
    code: 1,
    told: expect.stringMatching(/^sd1: unet\/model.onnx/),
  });
  expect(await run(`verify ${to} quartet-upscale`)).toMatchObject({ code: 0 });
  expect(await run(`remove ${to} sd1`)).toMatchObject({ code: 0 });
  expect(await run(`remove ${to} sd1`)).toMatchObject({ code: 1, told: 'models: not in the store: sd1' });
  expect((await listObjects(s3.objects, 'shelf/')).every(({ key }) => key.includes('quartet-upscale'))).toBe(true);
});

describe('a model with a manifest', () => {
  test('is copied as it is, or with what is said of it instead', async () => {
    await run(`import ${shippedUpscaler} --store ${store}`);
    expect(readFileSync(join(store, 'quartet-upscale/quartet.json'))).toEqual(
      readFileSync(join(shippedUpscaler, 'quartet.json')),
    );
    await run(`import ${shippedUpscaler} --store ${store} --id another --name Another`);
    expect(manifestOf('another')).toEqual({ ...manifestOf('quartet-upscale'), id: 'another', name: 'Another' });
    expect(await run(`import ${shippedUpscaler} --store ${store} --id third --steps 3`)).toMatchObject({ code: 1 });
  });

  test('takes no place that is taken, unless it is to', async () => {
    await run(`import ${shippedUpscaler} --store ${store}`);
    expect(await run(`import ${shippedUpscaler} --store ${store} --name New`)).toMatchObject({
      code: 1,
      told: expect.stringContaining('--replace'),
    });
    expect(await run(`import ${shippedUpscaler} --store ${store} --name New --replace`)).toMatchObject({ code: 0 });
    const [folder = '', ...others] = readdirSync(store);
    expect([manifestOf(folder).name, others]).toEqual(['New', []]);
  });

  test('and with a file that is another is refused', async () => {
    cpSync(shippedUpscaler, source, { recursive: true });
    writeFileSync(join(source, 'model.onnx'), 'another');
    const { code, told } = await run(`import ${source} --store ${store}`);
    expect([code, told]).toEqual([1, expect.stringContaining('model.onnx is not the file quartet.json names')]);
    expect(readdirSync(store)).toEqual([]);
  });

  test('is sealed after a change', async () => {
    cpSync(shippedUpscaler, source, { recursive: true });
    cpSync(join(shippedUpscaler, 'model.onnx'), join(source, 'extra/model.onnx'));
    expect(await run(`seal ${source}`)).toMatchObject({ code: 0 });
    expect(await run(`import ${source} --store ${store}`)).toMatchObject({ code: 0 });
    expect(Object.keys(manifestOf('quartet-upscale').files)).toEqual(['extra/model.onnx', 'model.onnx']);
  });
});

describe('what is wrong is said, and nothing is left', () => {
  const change = (file: string, edit: (text: string) => string): void => {
    const path = join(source, file);
    writeFileSync(path, edit(readFileSync(path, 'latin1')), 'latin1');
  };
  const remove = (file: string): void => rmSync(join(source, file), { recursive: true });
  test.each<[string, () => void, string, RegExp]>([
    [
      'a part that is missing',
      () => remove('unet/model.onnx'),
      '',
      /^models: unet\/model.onnx is missing; `optimum-cli/m,
    ],
    ['weights that are missing', () => remove('unet/model.onnx_data'), '', /unet\/model.onnx_data is missing/],
    ['no index', () => remove('model_index.json'), '', /model_index.json is missing/],
    ['an index that is not JSON', () => change('model_index.json', () => '<html>'), '', /model_index.json is not JSON/],
    ['no tokenizer', () => remove('tokenizer_2'), '', /tokenizer_2\/tokenizer.json is missing/],
    [
      'a tokenizer that is not JSON',
      () => change('tokenizer_2/vocab.json', () => '<html>'),
      '',
      /tokenizer_2\/vocab.json is not JSON/,
    ],
    [
      'a graph that is none',
      () => change('unet/model.onnx', () => 'version https://git-lfs'),
      '',
      /unet\/model.onnx: this is no ONNX graph/,
    ],
    [
      'a graph that breaks off',
      () => change('vae_decoder/model.onnx', (text) => text.slice(0, 900)),
      '',
      /vae_decoder\/model.onnx: this is no/,
    ],
    [
      'a graph that takes weights from elsewhere',
      () => change('unet/model.onnx', (text) => text.replaceAll('model.onnx_data', '../../etc/passw')),
      '',
      /outside its folder: \.\.\/\.\.\/etc/,
    ],
    [
      'a configuration out of bounds',
      () => change('vae_decoder/config.json', (text) => text.replace(/"latent_channels": 4/, '"latent_channels": "x"')),
      '',
      /vae_decoder\/config.json: \/latent_channels/,
    ],
    ['an unknown sampler', () => undefined, '--sampler NoScheduler', /no sampler NoScheduler; there are DDIM/],
    ['a name that leads out of the store', () => undefined, '--id ../one', /\/id must match/],
    [
      'a size that the model cannot paint',
      () => undefined,
      '--sizes 100x100',
      /100x100: the model paints multiples of 16/,
    ],
    ['no licence', () => undefined, 'unlicensed', /--licence is needed/],
  ])('%s', async (_, spoil, more, message) => {
    exportedModel('sdxl-external');
    spoil();
    const words = more === 'unlicensed' ? '--id one' : `--id one --licence MIT ${more}`.trim();
    const { code, told } = await run(`import ${source} --store ${store} ${words}`);
    expect([code, told]).toEqual([1, expect.stringMatching(message)]);
    expect(readdirSync(store)).toEqual([]);
  });

  test.each([
    ['bogus', /there is no bogus/],
    ['import', /one SOURCE is needed/],
    ['import a b', /one SOURCE is needed/],
    ['import a --steps few', /--steps: few is no such number/],
    ['import a --sizes 5x', /5x is no size/],
    ['import a --bogus', /--bogus/],
    ['remove', /one ID is needed/],
    ['list --id x', /--id/],
    ['list --store s3:///x', /s3:\/\/bucket\/prefix/],
  ])('called wrongly: %s', async (args, message) => {
    expect(await run(args)).toMatchObject({ code: 2, told: expect.stringMatching(message) });
  });

  test('a folder that is no model is bad when all are verified', async () => {
    await run(`import ${shippedUpscaler} --store ${store}`);
    mkdirSync(join(store, 'half'));
    writeFileSync(join(store, 'half/quartet.json'), '{}');
    expect(await run(`verify --store ${store}`)).toMatchObject({ code: 1, told: expect.stringMatching(/^half: /) });
    expect(await run(`verify --store ${store} quartet-upscale`)).toMatchObject({ code: 0 });
    expect((await run(`list --store ${store}`)).told).toMatch(/^half is no model/);
    expect(await run(`verify --store ${store} nobody`)).toMatchObject({ code: 1 });
  });
});

test('help is help', async () => {
  for (const args of ['--help', 'help', 'import --help']) {
    expect(await run(args)).toMatchObject({ code: 0, printed: expect.stringContaining('models import SOURCE') });
  }
});
