/** The prompt of a private image stays where it belongs: in the catalog's database, and in memory while it is painted. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client as Temporal, Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import { Client as Minio } from 'minio';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from './support/api.ts';
import { Stack } from './support/stack.ts';

const models = join(import.meta.dirname, '..', '..', 'gpu-node', 'models');

/** A models folder with a second model in it whose noise schedule is nonsense: its output is not a number. */
function modelsWithBroken(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quartet-models-'));
  cpSync(models, folder, { recursive: true });
  const broken = join(folder, 'wrong-schedule');
  cpSync(join(folder, 'default'), broken, { recursive: true });
  const schedulerPath = join(broken, 'scheduler', 'scheduler_config.json');
  const scheduler = JSON.parse(readFileSync(schedulerPath, 'utf8')) as Record<string, unknown>;
  const text = JSON.stringify({ ...scheduler, beta_start: 4, beta_end: 9 });
  writeFileSync(schedulerPath, text);
  const manifestPath = join(broken, 'quartet.json');
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as { id: string; files: Record<string, string> };
  manifest.id = 'wrong-schedule';
  manifest.files['scheduler/scheduler_config.json'] = createHash('sha256').update(text).digest('hex');
  writeFileSync(manifestPath, JSON.stringify(manifest));
  return folder;
}

/** Everything that a history holds, as text; payloads are bytes in it. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join('\n');
  return String(value);
}

describe('a canary prompt', () => {
  const canary = 'zanzibarquokka';
  /** What a link to a stored picture or checkpoint holds. */
  const signature = 'X-Amz-Signature';
  let folder: string;
  let stack: Stack;
  let pro: Api;
  beforeAll(async () => {
    folder = modelsWithBroken();
    // With a checkpoint after each step there are links to them wherever there can be.
    stack = await Stack.start({
      env: { QUARTET_MODELS_DIR: folder, QUARTET_LOG_LEVEL: 'debug', QUARTET_NODE_CHECKPOINT_SECONDS: '0' },
    });
    pro = new Api(stack.url, stack.facts.keys['pro']);
  });
  afterAll(async () => {
    await stack?.remove();
    rmSync(folder, { recursive: true });
  });

  const request = {
    prompt: `a ${canary}`,
    negative_prompt: `no ${canary}`,
    magic_prompt: 'on',
    visibility: 'private',
    count: 2,
  };

  it('is painted, enlarged and cut out, fails at the node, and is refused by the database', async () => {
    const painted = await pro.generate(request);
    await pro.events(painted.id);
    expect((await pro.generation(painted.id)).status).toBe('succeeded');
    expect(await stack.metric('nodes', 'quartet_node_checkpoints_stored_total')).toBeGreaterThan(0);
    for (const action of ['upscale', 'remove-background']) {
      const accepted = await pro.post(`/v1/images/${painted.images[0]?.id}/${action}`);
      const { id } = (await accepted.json()) as { id: string };
      // Whether this subject can be cut out or not: both ways must be silent.
      expect((await pro.end(id)).status, action).toMatch(/succeeded|failed/);
    }

    const failed = await pro.end((await pro.generate({ ...request, model: 'wrong-schedule' })).id);
    expect(failed.images.map((image) => [image.status, image.reason])).toEqual([
      ['failed', 'bad_output'],
      ['failed', 'bad_output'],
    ]);

    const database = new Postgres({ connectionString: stack.facts.postgres[0]?.url });
    await database.connect();
    try {
      // Both tables of a generation refuse in turn: the one that holds prompts, and one that does not.
      const refusals = [
        ['prompts', `negative_prompt NOT LIKE '%4242%'`, { negative_prompt: `no ${canary} 4242` }],
        ['generations', 'seed <> 4242', { seed: 4242 }],
      ] as const;
      for (const [table, check, change] of refusals) {
        await database.query(`ALTER TABLE ${table} ADD CONSTRAINT refuse CHECK (${check}) NOT VALID`);
        const refused = await pro.post('/v1/generations', { ...request, ...change });
        expect([refused.status, await refused.json()]).toMatchObject([500, { reason: 'internal' }]);
        await database.query(`ALTER TABLE ${table} DROP CONSTRAINT refuse`);
      }
    } finally {
      await database.end();
    }
  });

  it('is in no log', () => {
    expect(stack.filesWith(canary, 'logs')).toEqual([]);
    expect(stack.filesWith(signature, 'logs')).toEqual([]);
    expect(stack.output.filter((line) => line.includes(canary))).toEqual([]);
  });

  it('is in no metric', async () => {
    const { facts } = stack;
    const parts = [facts.frontdoor, facts.catalog, facts.worker, facts.scheduler, facts.nodes].flat();
    for (const { metrics } of parts) {
      const text = await (await fetch(metrics ?? '')).text();
      for (const secret of [canary, signature]) expect(text).not.toContain(secret);
    }
  });

  it('is in no Redis key or value', async () => {
    const redis = new Redis(stack.facts.redis[0]?.url ?? '');
    try {
      const keys = await redis.keys('*');
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key).not.toContain(canary);
        const dump = await redis.dumpBuffer(key);
        expect(dump?.includes(canary)).toBe(false);
        const kind = await redis.type(key);
        const value =
          kind === 'hash' ? await redis.hgetall(key) : kind === 'stream' ? await redis.xrange(key, '-', '+') : [];
        for (const secret of [canary, signature]) expect(JSON.stringify(value)).not.toContain(secret);
      }
    } finally {
      redis.disconnect();
    }
  });

  it('is in no workflow history', async () => {
    const connection = await Connection.connect({ address: stack.facts.temporal[0]?.address ?? '' });
    try {
      const client = new Temporal({ connection });
      let histories = 0;
      for await (const { workflowId, runId } of client.workflow.list()) {
        const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        const text = textOf(history);
        expect(text).toContain('generationId');
        expect(text).not.toContain(canary);
        expect(text).not.toContain(signature);
        histories += 1;
      }
      expect(histories).toBe(4);
      expect(stack.filesWith(canary, 'temporal')).toEqual([]);
    } finally {
      await connection.close();
    }
  });

  it('is in no object key', async () => {
    const { url = '', bucket = '', access_key: accessKey = '', secret_key: secretKey = '' } = stack.facts.s3[0] ?? {};
    const { hostname, port } = new URL(url);
    const store = new Minio({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
    const keys: string[] = [];
    for await (const object of store.listObjectsV2(bucket, '', true)) keys.push((object as { name: string }).name);
    expect(keys.length).toBeGreaterThanOrEqual(4);
    expect(keys.filter((key) => key.includes(canary))).toEqual([]);
  });
});
