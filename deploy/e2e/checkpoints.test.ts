/** A half-painted picture goes on on another machine, to the same pixels. */
import { Client as Minio } from 'minio';
import { Client as Postgres } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api } from './support/api.ts';
import { expectSamePixels } from './support/expect-same-pixels.ts';
import { Stack } from './support/stack.ts';

/** The checkpoint that the catalog keeps of an image. */
interface Kept {
  readonly step: number;
  readonly key: string;
}

describe('two nodes that store what they paint five times a second', () => {
  const request = { prompt: 'a cactus in the desert', seed: 100, count: 1, steps: 100 };
  const nodes = ['node-0', 'node-1'] as const;
  const patience = { timeout: 60_000, interval: 10 };
  let stack: Stack;
  let pro: Api;
  let database: Postgres;
  let store: Minio;
  let bucket: string;
  let expected: Buffer;

  beforeAll(async () => {
    stack = await Stack.start({
      nodes: 2,
      env: { QUARTET_NODE_STEP_LOG: '1', QUARTET_NODE_CHECKPOINT_SECONDS: '0.2' },
    });
    pro = new Api(stack.url, stack.facts.keys['pro']);
    database = new Postgres({ connectionString: stack.facts.postgres[0]?.url });
    await database.connect();
    const [{ url = '', access_key: accessKey = '', secret_key: secretKey = '', ...s3 }] = stack.facts.s3 as [
      Stack['facts']['s3'][number],
    ];
    const { hostname, port } = new URL(url);
    bucket = s3.bucket ?? '';
    store = new Minio({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
    const undisturbed = await pro.end((await pro.generate(request)).id);
    expected = await pro.pixels(undisturbed.images[0]?.id ?? '');
  });
  afterAll(async () => {
    await database?.end();
    await stack?.remove();
  });

  // One that was killed comes back.
  beforeEach(() =>
    vi.waitFor(async () => {
      const ready = await stack.metric('scheduler', 'quartet_scheduler_nodes', { state: 'ready' });
      if (ready !== 2) throw new Error(`${ready} nodes are ready`);
    }, patience),
  );

  /** How many steps of an image a node has logged. */
  const stepsOn = (node: string, imageId: string): number =>
    stack.log(node).filter((line) => line.includes('"timesteps"') && line.includes(imageId)).length;
  const stepsOf = (imageId: string): number => nodes.reduce((sum, node) => sum + stepsOn(node, imageId), 0);
  /** Which node paints an image. */
  const painterOf = (imageId: string): number => nodes.findIndex((node) => stepsOn(node, imageId) > 0);
  /** What a node has logged of an image in these words. */
  const lineOf = (imageId: string, words: string): { readonly step?: number; readonly reason?: string } =>
    nodes
      .flatMap((node) => stack.log(node))
      .filter((line) => line.includes(words) && line.includes(imageId))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as { step?: number; reason?: string })
      .at(-1) ?? {};

  /** Kills the node that paints an image. Gives how many steps of it were logged by then. */
  function killPainter(imageId: string): number {
    stack.kill('nodes', painterOf(imageId));
    return stepsOf(imageId);
  }

  async function kept(imageId: string): Promise<Kept | undefined> {
    const { rows } = await database.query<{ step: number; lease: string; sha256: string }>(
      `select step, lease_epoch || '-' || lease_number as lease, sha256 from checkpoints where image_id = $1`,
      [imageId],
    );
    const [row] = rows;
    return row && { step: row.step, key: `images/${imageId}/${row.lease}.${row.sha256}.checkpoint` };
  }

  async function checkpointsOf(imageId: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { name } of store.listObjectsV2(bucket, `images/${imageId}/`, true)) keys.push(String(name));
    return keys.filter((key) => key.endsWith('.checkpoint'));
  }

  /** Presses Generate, waits until the catalog keeps so many checkpoints, one after another, and gives how they came. */
  async function paintedUntil(count: number) {
    const { id, images } = await pro.generate(request);
    const imageId = images[0]?.id ?? '';
    let newest = 0;
    let interval = 0;
    let lag = 0;
    for (let seen = 0; seen < count; seen += 1) {
      const step = await vi.waitFor(async () => {
        const checkpoint = await kept(imageId);
        if (!checkpoint || checkpoint.step <= newest) throw new Error('no new checkpoint is kept');
        return checkpoint.step;
      }, patience);
      interval = Math.max(interval, step - newest);
      lag = Math.max(lag, stepsOf(imageId) - step);
      newest = step;
    }
    return { id, imageId, interval, lag };
  }

  it('a node that is killed loses what it painted since its last checkpoint, and nothing else', async () => {
    const repeatedBefore = await stack.metric('worker', 'quartet_worker_steps_repeated_total');
    const { id, imageId, interval, lag } = await paintedUntil(2);
    // In the middle of an interval, so that there is something to lose.
    const from = stepsOf(imageId);
    await vi.waitFor(() => expect(stepsOf(imageId)).toBeGreaterThan(from + interval / 3), patience);
    const before = killPainter(imageId);
    const done = await pro.end(id);
    expectSamePixels(await pro.pixels(imageId), expected, 'after a node was killed');
    expect(done.status).toBe('succeeded');

    const resumedAt = lineOf(imageId, 'goes on from a checkpoint').step ?? 0;
    const repeated = stepsOf(imageId) - request.steps;
    const counted = (await stack.metric('worker', 'quartet_worker_steps_repeated_total')) - repeatedBefore;
    console.log(
      `resumed at step ${resumedAt}; repeated: ${repeated}, counted: ${counted}; a checkpoint every ${interval}`,
    );
    expect(resumedAt).toBeGreaterThan(0);
    // By the other node or the one that was killed, back again.
    expect(stepsOf(imageId) - before).toBe(request.steps - resumedAt);
    // An interval, what was painted while a checkpoint was on its way, and the call that was cut.
    expect(repeated).toBeLessThanOrEqual(interval + lag + 1);
    // The worker may have heard of the last steps or not.
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThanOrEqual(repeated);
    await vi.waitFor(async () => expect(await checkpointsOf(imageId)).toEqual([]), patience);
  });

  it('a checkpoint that is not what was stored is not gone on from: the task begins at its seed', async () => {
    const { id, imageId } = await paintedUntil(1);
    const before = killPainter(imageId);
    const { key } = (await kept(imageId)) ?? { key: '' };
    const { size } = await store.statObject(bucket, key);
    await store.putObject(bucket, key, Buffer.alloc(size, 7));
    await pro.end(id);
    expect(lineOf(imageId, 'does not go on from its checkpoint').reason).toBe('wrong_digest');
    // The one that was killed comes back.
    const refused = () => stack.metric('nodes', 'quartet_node_checkpoints_refused_total', { reason: 'wrong_digest' });
    await vi.waitFor(async () => expect(await refused()).toBe(1), patience);
    expect(stepsOf(imageId) - before).toBe(request.steps);
    expectSamePixels(await pro.pixels(imageId), expected, 'after its checkpoint was spoilt');
  });

  it('a cancel removes what was stored', async () => {
    const { id, imageId } = await paintedUntil(2);
    expect((await checkpointsOf(imageId)).length).toBeGreaterThan(0);
    expect((await pro.post(`/v1/generations/${id}/cancel`)).ok).toBe(true);
    await vi.waitFor(async () => {
      expect(await checkpointsOf(imageId)).toEqual([]);
      expect(await kept(imageId)).toBeUndefined();
    }, patience);
  });
});
