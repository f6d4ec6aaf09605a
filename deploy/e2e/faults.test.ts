/** What a person sees when parts die: their pictures, as they would have been. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Api, type GenerationJson, type ImageJson } from './support/api.ts';
import { expectSamePixels } from './support/expect-same-pixels.ts';
import { Stack, isAlive } from './support/stack.ts';

async function pictures(api: Api, { images }: GenerationJson): Promise<Buffer[]> {
  return Promise.all(images.map((image) => api.pixels(image.id)));
}

function expectSame(a: readonly Buffer[], b: readonly Buffer[], what: string): void {
  expect(a.length).toBe(b.length);
  for (const [i, picture] of a.entries()) expectSamePixels(picture, b[i] ?? Buffer.alloc(0), `${what}, image ${i}`);
}

/** Waits until one of two nodes has taken a few steps of some of these images, and says which: 0 or 1. */
async function stepping(stack: Stack, images: readonly ImageJson[]): Promise<number> {
  return vi.waitFor(
    () => {
      const taken = [0, 1].map((node) => images.reduce((sum, image) => sum + stepsAt(stack, node, image), 0));
      const most = Math.max(...taken);
      expect(most).toBeGreaterThan(5);
      return taken.indexOf(most);
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** Waits until a node that was told to stop has ended in order, and `npm start` has said so. */
async function ended(stack: Stack, node: number, pid: number): Promise<void> {
  await vi.waitFor(
    () => {
      expect(isAlive(pid)).toBe(false);
      expect(stack.output.join('\n')).toContain(`node-${node} ended (code 0)`);
    },
    { timeout: 30_000 },
  );
}

/** Steps that a node took of an image. */
function stepsAt(stack: Stack, node: number, image: ImageJson): number {
  return stack.log(`node-${node}`).filter((line) => line.includes('"timesteps"') && line.includes(image.id)).length;
}

/** Steps that both nodes took of an image. */
function stepsOf(stack: Stack, image: ImageJson): number {
  return stepsAt(stack, 0, image) + stepsAt(stack, 1, image);
}

describe('two nodes', () => {
  const request = { prompt: 'a cactus in the desert', seed: 100, count: 4, steps: 60 };
  let stack: Stack;
  let pro: Api;
  let expected: Buffer[];
  beforeAll(async () => {
    stack = await Stack.start({ nodes: 2, env: { QUARTET_NODE_STEP_LOG: '1' } });
    pro = new Api(stack.url, stack.facts.keys['pro']);
    expected = await pictures(pro, await pro.end((await pro.generate(request)).id));
  });
  afterAll(() => stack?.remove());

  it('spreads one generation of four over both', async () => {
    const { id, images } = await pro.generate({ ...request, seed: 200, steps: 20 });
    await pro.end(id);
    for (const node of ['node-0', 'node-1']) {
      const steps = stack.log(node).filter((line) => line.includes('"timesteps"'));
      const mine = images.filter((image) => steps.some((line) => line.includes(image.id)));
      expect(mine.length, `${node} painted`).toBeGreaterThan(0);
    }
  });

  it('places the tasks of a node that is killed again, and ends with the same pixels', async () => {
    const before = await stack.metric('scheduler', 'quartet_scheduler_tasks_replaced_total');
    const { id, images } = await pro.generate(request);
    stack.kill('nodes', await stepping(stack, images));
    const done = await pro.end(id);
    expect(done.images.map((image) => image.status)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expectSame(await pictures(pro, done), expected, 'after a node was killed');
    const replaced = (await stack.metric('scheduler', 'quartet_scheduler_tasks_replaced_total')) - before;
    console.log(`tasks placed again: ${replaced}`);
    expect(replaced).toBeGreaterThan(0);
  });

  it('lets a node that is told to stop finish what it paints, gives it nothing new, and ends with the same pixels', async () => {
    const { id, images } = await pro.generate(request);
    const node = await stepping(stack, images);
    const stopped = stack.terminate('nodes', node);
    const after = await pro.generate({ ...request, count: 1 });
    const done = await pro.end(id);
    expectSame(await pictures(pro, done), expected, 'after a node was told to stop');
    expect((await pro.end(after.id)).status).toBe('succeeded');
    await ended(stack, node, stopped);
    // Each sample took its steps once: none was handed over.
    expect(images.map((image) => stepsOf(stack, image))).toEqual(images.map(() => 60));
  });

  it('loses no step of any sample when the scheduler is killed', async () => {
    const { id, images } = await pro.generate({ ...request, steps: 100, seed: 300 });
    await pro.painting(id);
    const killed = stack.kill('scheduler');
    const done = await pro.end(id);
    expect(isAlive(killed)).toBe(false);
    expect(done.status).toBe('succeeded');
    // Every sample took each of its steps once: none was painted twice, none started anew.
    expect(images.map((image) => stepsOf(stack, image))).toEqual(images.map(() => 100));
    // A new scheduler places what comes next.
    expect((await pro.end((await pro.generate({ ...request, count: 1, steps: 10 })).id)).status).toBe('succeeded');
  });
});

describe('a node whose grace is too short', () => {
  it('hands back what it paints as it is: at most one step of each is taken again, and the pixels are the same', async () => {
    const stack = await Stack.start({ nodes: 2, env: { QUARTET_NODE_STEP_LOG: '1', QUARTET_NODE_DRAIN_SECONDS: '0' } });
    try {
      const pro = new Api(stack.url, stack.facts.keys['pro']);
      const request = { prompt: 'a pig', seed: 7, count: 4, steps: 60 };
      const expected = await pictures(pro, await pro.end((await pro.generate(request)).id));
      const { id, images } = await pro.generate(request);
      const node = await stepping(stack, images);
      const stopped = stack.terminate('nodes', node);
      await ended(stack, node, stopped);
      expectSame(await pictures(pro, await pro.end(id)), expected, 'after a node handed back what it painted');
      const goneOn = stack.log(`node-${1 - node}`).filter((line) => line.includes('goes on from a checkpoint'));
      expect(goneOn.length).toBeGreaterThan(0);
      // The call that ran when a sample left was for nothing.
      const steps = images.map((image) => stepsOf(stack, image));
      console.log(`steps of four pictures of 60, ${goneOn.length} of them handed over: ${steps.join(', ')}`);
      expect(Math.min(...steps)).toBe(60);
      expect(Math.max(...steps)).toBeLessThanOrEqual(61);
      expect(await stack.metric('worker', 'quartet_worker_steps_repeated_total')).toBeLessThanOrEqual(goneOn.length);
    } finally {
      await stack.remove();
    }
  });
});

describe('the whole stack', () => {
  it('ends every accepted generation after it was killed in mid-run and started again; Ctrl-C leaves nothing', async () => {
    const request = { prompt: 'a rainbow', seed: 5, count: 4, steps: 80 };
    const first = await Stack.start();
    const before = new Api(first.url, first.facts.keys['pro']);
    const expected = await pictures(before, await before.end((await before.generate(request)).id));
    const painting = await before.generate(request);
    const waiting = await before.generate({ ...request, count: 8 });
    await before.painting(painting.id);
    await first.killAll();

    const second = await Stack.start({ home: first.home });
    try {
      const after = new Api(second.url, second.facts.keys['pro']);
      expect(second.facts.keys).toEqual(JSON.parse(JSON.stringify(second.facts.keys)));
      const done = await after.end(painting.id);
      expect(done.status).toBe('succeeded');
      expectSame(await pictures(after, done), expected, 'after the stack was killed');
      const later = await after.end(waiting.id);
      expect(later.images.every((image) => image.status === 'ready')).toBe(true);

      const { pids } = second;
      expect(pids.length).toBeGreaterThanOrEqual(9);
      expect(new Set(pids).size).toBe(pids.length);
      expect(await second.interrupt()).toBe(0);
      expect(pids.filter((pid) => isAlive(pid))).toEqual([]);
    } finally {
      await second.remove();
    }
  });
});
