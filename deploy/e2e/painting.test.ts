/** One press of Generate on a stack with one node: what a person sees, and that pixels depend on nothing but the request. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api, type GenerationJson, type ImageJson, type StreamEvent, compare } from './support/api.ts';
import { expectSamePixels } from './support/expect-same-pixels.ts';
import { Stack } from './support/stack.ts';

const digest = (data: unknown): string => createHash('sha256').update(String(data)).digest('hex');
const ofImage = (events: readonly StreamEvent[], image: ImageJson, name: string): StreamEvent[] =>
  events.filter((event) => event.name === name && event.data['image_id'] === image.id);

describe('one node', () => {
  let stack: Stack;
  let pro: Api;
  let team: Api;
  beforeAll(async () => {
    stack = await Stack.start();
    pro = new Api(stack.url, stack.facts.keys['pro']);
    team = new Api(stack.url, stack.facts.keys['team']);
  });
  afterAll(() => stack?.remove());

  it('paints four pictures, each from its own seed, watched while they are painted', async () => {
    const startedMs = performance.now();
    const accepted = await pro.generate({ prompt: 'a castle in the mountains', seed: 7 });
    expect(accepted.images.map((image) => [image.index, image.seed])).toEqual([
      [0, 7],
      [1, 8],
      [2, 9],
      [3, 10],
    ]);
    const events = await pro.events(accepted.id);
    const wholeMs = performance.now() - startedMs;
    expect(events[0]?.name).toBe('generation.queued');
    expect(events.at(-1)).toMatchObject({ name: 'generation.completed', data: { status: 'succeeded' } });

    const numbers = events.map((event) => event.id.split('.').map(Number));
    for (const [i, [fact = 0, live = 0]] of numbers.entries()) {
      const [factBefore = 0, liveBefore = -1] = numbers[i - 1] ?? [];
      expect(fact > factBefore || (fact === factBefore && live > liveBefore), `id ${i} increases`).toBe(true);
    }
    for (const image of accepted.images) {
      expect(ofImage(events, image, 'image.started')).toHaveLength(1);
      expect(ofImage(events, image, 'image.completed')).toHaveLength(1);
      const previews = ofImage(events, image, 'image.preview');
      expect(new Set(previews.map((event) => digest(event.data['data']))).size).toBeGreaterThanOrEqual(4);
      const started = ofImage(events, image, 'image.started')[0]?.atMs ?? 0;
      const firstMs = (previews[0]?.atMs ?? Infinity) - started;
      console.log(
        `image ${image.index}: ${previews.length} previews, the first ${firstMs.toFixed(0)} ms after its start`,
      );
      const completed = ofImage(events, image, 'image.completed')[0]?.atMs ?? 0;
      expect(previews.every((event) => event.atMs <= completed)).toBe(true);
    }
    console.log(`four pictures in ${wholeMs.toFixed(0)} ms`);

    const done = await pro.generation(accepted.id);
    expect(done.images.every((image) => image.status === 'ready')).toBe(true);
    const pictures = await Promise.all(done.images.map((image) => pro.pixels(image.id)));
    for (const [i, a] of pictures.entries()) {
      for (const b of pictures.slice(i + 1)) expect(compare(a, b).greatest).toBeGreaterThan(3);
    }
  });

  it('gives the same pixels alone and beside eight other images', async () => {
    const request = { prompt: 'a purple elephant', seed: 4_000_000_000, count: 1 };
    const alone = await pro.end((await pro.generate(request)).id);
    const others = await team.generate({ prompt: 'a penguin in the snow', count: 8, steps: 60 });
    await team.painting(others.id);
    const beside = await pro.end((await pro.generate(request)).id);
    expect((await team.generation(others.id)).status).toBe('running');
    expectSamePixels(await firstPicture(pro, alone), await firstPicture(pro, beside), 'alone and beside eight others');
    await team.end(others.id);
  });

  it('resumes events after the last one seen, on a new connection', async () => {
    const { id } = await pro.generate({ prompt: 'a golden trophy', count: 2 });
    const all = await pro.events(id);
    const facts = all.filter((event) => !['image.progress', 'image.preview'].includes(event.name));
    const names = facts.map((event) => [event.name, event.data['image_id']]);
    const later = await pro.events(id, facts[2]?.id);
    expect(later.map((event) => [event.name, event.data['image_id']])).toEqual(names.slice(3));
  });

  it('cancels what has not ended, and a second cancel changes nothing', async () => {
    const { id } = await pro.generate({ prompt: 'a volcano', count: 8, steps: 100 });
    await pro.painting(id);
    const canceled = (await (await pro.post(`/v1/generations/${id}/cancel`)).json()) as GenerationJson;
    expect(canceled.status).toBe('canceled');
    expect(canceled.images.every((image) => image.status === 'canceled')).toBe(true);
    expect((await pro.events(id)).at(-1)?.name).toBe('generation.canceled');
    const again = await pro.post(`/v1/generations/${id}/cancel`);
    expect([again.status, ((await again.json()) as GenerationJson).status]).toEqual([200, 'canceled']);
    // The node is free at once: what comes next need not wait for a hundred steps of eight images.
    await pro.end((await pro.generate({ prompt: 'a pig', count: 1 })).id);
    expect(await stack.metric('scheduler', 'quartet_scheduler_queued_tasks')).toBe(0);
  });

  it('cancels nothing when a browser closes', async () => {
    const { id } = await pro.generate({ prompt: 'a house', count: 2 });
    for await (const event of pro.stream(id)) if (event.name === 'image.preview') break;
    expect((await pro.end(id)).status).toBe('succeeded');
  });

  it('answers a repeated Idempotency-Key with the first generation', async () => {
    const request = { prompt: 'a banana on a blue background', count: 1, seed: 1 };
    const headers = { 'idempotency-key': 'e2e-1' };
    const [a, b] = await Promise.all([
      pro.post('/v1/generations', request, headers),
      pro.post('/v1/generations', request, headers),
    ]);
    const [first, second] = [(await a.json()) as GenerationJson, (await b.json()) as GenerationJson];
    expect(first.id).toBe(second.id);
    const other = await pro.post('/v1/generations', { ...request, seed: 2 }, headers);
    expect([other.status, await other.json()]).toMatchObject([409, { reason: 'idempotency_conflict' }]);
    await pro.end(first.id);
  });

  it('shows the picture on every path when it is public, and on none to others when it is private', async () => {
    const made = await pro.end((await pro.generate({ prompt: 'a strawberry', count: 1, visibility: 'private' })).id);
    const [image] = made.images;
    if (!image) throw new Error('no image');
    const stranger = new Api(stack.url, stack.facts.keys['free']);
    const nobody = new Api(stack.url);
    const paths = [`/v1/images/${image.id}`, `/v1/images/${image.id}/file`, `/v1/images/${image.id}/thumbnail`];
    for (const viewer of [stranger, nobody]) {
      for (const path of [...paths, `/v1/generations/${made.id}`, `/v1/generations/${made.id}/events`]) {
        const response = await viewer.fetch(path);
        const missing = await viewer.fetch(
          path.replace(/(img|gen)_[0-9a-f-]+/, '$1_01890000-0000-7000-8000-000000000000'),
        );
        expect([response.status, await response.text()], path).toEqual([404, await missing.text()]);
      }
    }
    const change = {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"visibility":"public"}',
    };
    expect((await stranger.fetch(`/v1/images/${image.id}`, change)).status).toBe(404);
    expect((await pro.fetch(`/v1/images/${image.id}`, change)).status).toBe(200);
    for (const viewer of [stranger, nobody]) {
      for (const path of paths) expect((await viewer.fetch(path)).status, path).toBe(200);
    }
    const explore = await nobody.json<{ items: ImageJson[] }>('/v1/images');
    expect(explore.items.map((each) => each.id)).toContain(image.id);
    const bulk = await pro.post('/v1/images/visibility', {
      image_ids: [image.id, 'img_nothing'],
      visibility: 'private',
    });
    expect(bulk.status).toBe(200);
    expect((await nobody.fetch(`/v1/images/${image.id}/file`)).status).toBe(404);
  });
});

describe('a node that takes four samples a call', () => {
  let stack: Stack;
  let pro: Api;
  beforeAll(async () => {
    stack = await Stack.start({ env: { QUARTET_NODE_BATCH_CAP: '4', QUARTET_NODE_STEP_LOG: '1' } });
    pro = new Api(stack.url, stack.facts.keys['pro']);
  });
  afterAll(() => stack?.remove());

  it('shares calls between samples at three different timesteps, to the same pixels', async () => {
    const request = { prompt: 'a blue teddy bear', seed: 11, count: 1 };
    const alone = await pro.end((await pro.generate(request)).id);
    // Each starts while the ones before paint, so that their timesteps differ.
    const long = { ...request, prompt: 'a giraffe', steps: 90 };
    let most = 0;
    // How many pay in a call is learnt: a busy machine may teach for a while that it is two.
    for (let round = 0; round < 5 && most < 3; round += 1) {
      const started: GenerationJson[] = [];
      for (let i = 0; i < 3; i += 1) {
        const generation = await pro.generate(long);
        started.push(generation);
        await pro.painting(generation.id);
      }
      const beside = await pro.end((await pro.generate(request)).id);
      expectSamePixels(
        await firstPicture(pro, alone),
        await firstPicture(pro, beside),
        'alone and in mixed batches of four',
      );
      for (const { id } of started) await pro.end(id);

      const calls = stepLog(stack);
      expect(Math.max(...calls.map((call) => call.task_ids.length))).toBeLessThanOrEqual(4);
      most = Math.max(...calls.map((call) => new Set(call.timesteps).size));
      console.log(`most different timesteps in one call: ${most}`);
    }
    expect(most).toBeGreaterThanOrEqual(3);
  });
});

interface StepLine {
  readonly model: string;
  readonly task_ids: string[];
  readonly timesteps: number[];
}

function stepLog(stack: Stack): StepLine[] {
  return stack
    .log('node-0')
    .filter((line) => line.includes('"timesteps"'))
    .map((line) => JSON.parse(line) as StepLine);
}

async function firstPicture(api: Api, { images }: GenerationJson): Promise<Buffer> {
  const [image] = images;
  if (image?.status !== 'ready') throw new Error(`the image is ${image?.status}: ${image?.reason}`);
  return api.pixels(image.id);
}
