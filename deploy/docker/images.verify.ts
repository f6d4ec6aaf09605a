/** What the images hold is complete: each is put together by its own Dockerfile's steps, and its program starts. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { basicEnvironment } from '../local/environment.ts';
import { temporalServer } from '../local/servers/temporal.ts';
import { Builder } from './testing/build-image.ts';

const patience = { timeout: 120_000, interval: 200 };
/** Nobody is there: a part must start and wait. */
const nobody = '127.0.0.1:9';
const store = { QUARTET_S3_URL: `http://${nobody}`, QUARTET_S3_ACCESS_KEY: 'a', QUARTET_S3_SECRET_KEY: 's' };
const redis = { QUARTET_REDIS_URL: `redis://${nobody}` };

describe('images', { timeout: 600_000 }, () => {
  let folder: string;
  let builder: Builder;
  let temporal: ChildProcess;
  let temporalAddress: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quartet-images-'));
    builder = await Builder.open(folder);
    const [port, httpPort, metricsPort] = [await getPort(), await getPort(), await getPort()];
    const program = process.env['QUARTET_TEMPORAL_BIN'] ?? '';
    const server = temporalServer({ program, folder: join(folder, 'temporal'), port, httpPort, metricsPort });
    await server.prepare?.();
    temporal = spawn(server.command, server.args, { env: server.env, stdio: 'ignore' });
    temporalAddress = `127.0.0.1:${port}`;
    await vi.waitFor(() => server.probe(AbortSignal.timeout(5_000)), patience);
  });
  afterAll(async () => {
    if (temporal?.kill()) await once(temporal, 'exit');
    await builder?.remove();
  });

  /** Starts a program of an image as its container would, and asks until it answers as told. */
  async function expectAnswer(
    image: string,
    program: string,
    settings: NodeJS.ProcessEnv,
    path: string,
    answer: object,
  ): Promise<void> {
    await builder.within(image, async (app) => {
      const ops = `127.0.0.1:${await getPort()}`;
      const env = { ...basicEnvironment(), NODE_ENV: 'production', QUARTET_OPS_LISTEN: ops, ...settings };
      const child = spawn(process.execPath, [join(app, `${program}.mjs`)], { cwd: app, env });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
      const ask = async (): Promise<unknown> => {
        if (child.exitCode !== null) return `it has ended: ${output}`;
        const response = await fetch(`http://${ops}${path}`).catch(() => undefined);
        return response?.json();
      };
      try {
        await expect.poll(ask, patience).toMatchObject(answer);
      } finally {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      }
    });
  }

  it('scheduler waits for its catalog', () =>
    expectAnswer(
      'scheduler',
      'scheduler',
      { ...redis, QUARTET_SCHEDULER_LISTEN: '127.0.0.1:0', QUARTET_CATALOG_ADDRESS: nobody },
      '/livez',
      { status: 'live' },
    ));

  it('frontdoor waits for the catalog', () =>
    expectAnswer(
      'frontdoor',
      'frontdoor',
      {
        ...store,
        ...redis,
        QUARTET_FRONTDOOR_LISTEN: '127.0.0.1:0',
        QUARTET_CATALOG_ADDRESS: nobody,
        QUARTET_SCHEDULER_ADDRESS: nobody,
      },
      '/readyz',
      { missing: ['catalog'] },
    ));

  it('catalog, of the same image, waits for its database', async () => {
    await expectAnswer(
      'frontdoor',
      'catalog',
      {
        ...store,
        ...redis,
        QUARTET_CATALOG_LISTEN: '127.0.0.1:0',
        QUARTET_TEMPORAL_ADDRESS: temporalAddress,
        QUARTET_MODELS_DIR: join(builder.app, 'gpu-node', 'models'),
        DATABASE_URL: `postgres://nobody@${nobody}/quartet`,
      },
      '/readyz',
      { missing: expect.arrayContaining(['database']) },
    );
    const models = await builder.within('frontdoor', (app) => readdir(join(app, 'gpu-node', 'models', 'default')));
    expect(models).toEqual(['quartet.json']);
  });

  it('worker bundles its workflows and waits for the scheduler', () =>
    expectAnswer(
      'worker',
      'worker',
      {
        ...store,
        ...redis,
        QUARTET_CATALOG_ADDRESS: nobody,
        QUARTET_SCHEDULER_ADDRESS: nobody,
        QUARTET_TEMPORAL_ADDRESS: temporalAddress,
      },
      '/readyz',
      { missing: ['scheduler'] },
    ));

  it('scheduler has the command for operators', async () => {
    const { stdout } = await builder.within('scheduler', (app) =>
      promisify(execFile)(process.execPath, [join(app, 'quartetctl.mjs'), '--help'], { cwd: app }),
    );
    expect(stdout).toContain('quartetctl drain NODE');
  });

  it('gpu-node has the command for the model store', async () => {
    const { stdout } = await builder.within('gpu-node', (app) =>
      promisify(execFile)(process.execPath, [join(app, 'models.mjs'), 'verify'], { cwd: app }),
    );
    expect(stdout).toContain('quartet-icons: ');
  });

  it('gpu-node loads the model inside its image', async () => {
    await expectAnswer(
      'gpu-node',
      'gpu-node',
      { QUARTET_SCHEDULER_ADDRESS: nobody, QUARTET_NODE_ID: 'image', QUARTET_NODE_THREADS: '2' },
      '/readyz',
      { status: 'ready' },
    );
  });
});
