import type { GenerationOptions, Viewer } from '@quartet/protos/generated/index.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { callUnary, createClient } from '@quartet/service-kit/grpc-client.ts';
import { sql } from 'kysely';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connect } from './database/connect.ts';
import { requestOf, silent } from './testing/bench.ts';
import { type TestPostgres, freePort, startPostgres } from './testing/postgres.ts';

/** The process as it runs in production, with its database alone: Redis, Temporal and S3 are away. */
let postgres: TestPostgres;
let databaseUrl: string;
let modelsDir: string;
let child: ChildProcess;
let output = '';
let client: InstanceType<typeof Catalog>;
let opsAddress: string;

const proKey = 'qk_test_key_of_pro_0001';
const secret = 'xyzzy-plugh-only-the-owner-may-know';

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  modelsDir = await mkdtemp(join(tmpdir(), 'quartet-models-'));
  const nowhere = `127.0.0.1:${await freePort()}`;
  const address = `127.0.0.1:${await freePort()}`;
  opsAddress = `127.0.0.1:${await freePort()}`;
  child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      QUARTET_REDIS_URL: `redis://${nowhere}`,
      QUARTET_TEMPORAL_ADDRESS: nowhere,
      QUARTET_MODELS_DIR: modelsDir,
      QUARTET_S3_URL: `http://${nowhere}`,
      QUARTET_S3_ACCESS_KEY: 'key',
      QUARTET_S3_SECRET_KEY: 'secret-of-s3',
      QUARTET_CATALOG_LISTEN: address,
      QUARTET_OPS_LISTEN: opsAddress,
      QUARTET_CATALOG_DEMO_KEYS: JSON.stringify({ pro: proKey, admin: 'qk_test_key_of_admin_1' }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  client = createClient(Catalog, address);
  await vi.waitFor(() => authenticate(proKey), { timeout: 50_000, interval: 100 });
});
afterAll(async () => {
  client?.close();
  if (child && child.exitCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await postgres?.stop();
  await rm(modelsDir, { recursive: true, force: true });
});

const call = { deadlineMs: 10_000, requestId: 'req-process' };
const authenticate = async (key: string): Promise<Viewer> => {
  const { viewer } = await callUnary(client, Catalog.service.Authenticate, { key }, call);
  if (!viewer) throw new Error('no viewer');
  return viewer;
};
const create = async (options: Partial<GenerationOptions> = {}, key = '') =>
  callUnary(client, Catalog.service.CreateGeneration, requestOf(await authenticate(proKey), options, key), call);

test('demo users hold their keys, and others are unknown', async () => {
  expect(await authenticate(proKey)).toMatchObject({ handle: 'pro', plan: 'PLAN_PRO', admin: false });
  expect(await authenticate('qk_test_key_of_admin_1')).toMatchObject({ handle: 'admin', admin: true });
  await expect(authenticate('qk_unknown')).rejects.toMatchObject({ reason: 'REASON_UNAUTHENTICATED' });
});

test('a session stands for its key until it is ended; the database knows neither', async () => {
  const { session, viewer } = await callUnary(client, Catalog.service.CreateSession, { key: proKey }, call);
  const opened = await callUnary(client, Catalog.service.Authenticate, { session }, call);
  expect(opened.viewer).toEqual(viewer);
  const connection = connect(databaseUrl, 1, silent);
  const { db } = connection;
  const kept = JSON.stringify([
    await db.selectFrom('sessions').selectAll().execute(),
    await db.selectFrom('keys').selectAll().execute(),
  ]);
  await connection.close();
  for (const text of [session, proKey]) expect(kept).not.toContain(text);
  await callUnary(client, Catalog.service.DeleteSession, { session }, call);
  await callUnary(client, Catalog.service.DeleteSession, { session }, call);
  await expect(callUnary(client, Catalog.service.Authenticate, { session }, call)).rejects.toMatchObject({
    reason: 'REASON_UNAUTHENTICATED',
  });
});

test('generations are accepted while Redis, Temporal and S3 are away, and readiness names what is missing', async () => {
  const { generation } = await create();
  expect(generation?.status).toBe('GENERATION_STATUS_QUEUED');
  const response = await fetch(`http://${opsAddress}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ missing: ['object store'] });
});

test('actions on images are served: on one that is not ready they are refused, and with its generation it is deleted', async () => {
  const viewer = await authenticate(proKey);
  const { generation } = await create({ count: 1 });
  const imageId = generation?.images[0]?.id ?? '';
  const conflict = { reason: 'REASON_CONFLICT' };
  const { service } = Catalog;
  await expect(
    callUnary(client, service.TransformImage, { viewer, imageId, action: 'ACTION_UPSCALE' }, call),
  ).rejects.toMatchObject(conflict);
  await expect(callUnary(client, service.SetLike, { viewer, imageId, liked: true }, call)).rejects.toMatchObject(
    conflict,
  );
  await expect(callUnary(client, service.SetPin, { viewer, imageId, pinned: true }, call)).rejects.toMatchObject(
    conflict,
  );
  const request = { viewer, id: imageId };
  expect((await callUnary(client, service.GetImage, request, call)).image).toMatchObject({ childIds: [], likes: 0 });
  const deleted = await callUnary(client, service.DeleteGeneration, { viewer, id: generation?.id }, call);
  expect(deleted.canceledImageIds).toEqual([imageId]);
  await expect(callUnary(client, service.GetImage, request, call)).rejects.toMatchObject({
    reason: 'REASON_NOT_FOUND',
  });
});

test('epochs only grow', async () => {
  const take = () => callUnary(client, Catalog.service.TakeEpoch, { leaderAddress: 'here:1' }, call);
  const taken = (await Promise.all([take(), take(), take()])).map((answer) => answer.epoch);
  expect(new Set(taken).size).toBe(3);
  expect((await take()).epoch).toBeGreaterThan(Math.max(...taken));
});

test('what the database refuses is told by reason and leaves the prompt in no log', async () => {
  const connection = connect(databaseUrl, 1, silent);
  const { db } = connection;
  const rowsBefore = await db.selectFrom('generations').select('id').execute();
  await expect(create({ prompt: `${secret}\0` })).rejects.toMatchObject({ reason: 'REASON_INVALID_FIELD' });
  // PostgreSQL's worst answer: a detail that quotes the whole row.
  await db.schema
    .alterTable('prompts')
    .addCheckConstraint('refuses', sql`negative_prompt <> 'refused'`)
    .execute();
  await expect(create({ prompt: secret, negativePrompt: 'refused' })).rejects.toMatchObject({
    reason: 'REASON_INTERNAL',
  });
  await db.schema.alterTable('prompts').dropConstraint('refuses').execute();
  expect(await db.selectFrom('generations').select('id').execute()).toEqual(rowsBefore);
  await connection.close();
  await create({ prompt: secret });
  await vi.waitFor(() => expect(output).toContain('a call failed by a defect'));
  expect(output).toContain('23514');
  expect(output + postgres.log()).not.toContain(secret);
});

test('a database that goes and comes back costs the calls in between, and nothing else', async () => {
  const person = await authenticate(proKey);
  await postgres.kill();
  const request = { viewer: person, id: 'gen_x' };
  await expect(callUnary(client, Catalog.service.GetGeneration, request, call)).rejects.toMatchObject({
    reason: 'REASON_UNAVAILABLE',
  });
  await postgres.restart();
  await vi.waitFor(() => create({ count: 1 }), { timeout: 30_000, interval: 100 });
});

test('the process stops in order when asked to', async () => {
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  expect(output).toContain('"message":"stopped"');
});
