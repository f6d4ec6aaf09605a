/** What people do with a picture that is painted: enlarge it, cut it out, download, like, pin, try again, delete. */
import { Client as Postgres } from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Api, type GenerationJson, type ImageJson } from './support/api.ts';
import { answerFor, routesWithId } from './support/every-route.ts';
import { clearPixel, meanDifference, picture, pixelsBeside, scaledTo } from './support/pictures.ts';
import { Stack } from './support/stack.ts';

/** An image by itself, as far as these tests look at it. */
interface Details extends ImageJson {
  readonly generation_id: string;
  readonly width: number;
  readonly height: number;
  readonly action: string;
  readonly parent_id: string | null;
  readonly children: readonly string[];
  readonly prompt: string;
  readonly steps: number | null;
  readonly magic_prompt: string;
  readonly written_prompt: string | null;
  readonly thumbhash: string | null;
  readonly likes: number;
  readonly liked: boolean;
  readonly pinned: boolean;
}

interface Made extends GenerationJson {
  readonly action: string;
  readonly parent_id: string | null;
  readonly prompt: string;
  readonly visibility: string;
  readonly seed: number;
}

interface Page {
  readonly items: readonly { readonly id: string; readonly thumbhash?: string | null; readonly likes?: number }[];
}

const unknownIds = {
  generations: 'gen_01890000-0000-7000-8000-000000000000',
  images: 'img_01890000-0000-7000-8000-000000000000',
};
const request = { prompt: 'a banana on a blue background', count: 1, seed: 3 };
const plans = ['free', 'basic', 'plus', 'pro', 'team', 'lapsed'] as const;

describe('a painted picture', () => {
  let stack: Stack;
  let people: Readonly<Record<(typeof plans)[number] | 'admin' | 'nobody', Api>>;
  let painted: Details;
  let upscaled: Details;
  let cutOut: Details;
  beforeAll(async () => {
    stack = await Stack.start();
    const { keys } = stack.facts;
    const person = (name: string) => new Api(stack.url, keys[name]);
    const names = [...plans, 'admin'].map((name) => [name, person(name)]);
    people = {
      ...(Object.fromEntries(names) as Record<(typeof plans)[number] | 'admin', Api>),
      nobody: new Api(stack.url),
    };
    painted = await firstOf(people.basic, await people.basic.generate(request));
  });
  afterAll(() => stack?.remove());

  it('is enlarged to twice its size, watched like any other, once for one Idempotency-Key', async () => {
    const { basic } = people;
    const path = `/v1/images/${painted.id}/upscale`;
    const press = () => basic.post(path, undefined, { 'idempotency-key': 'upscale-1' });
    const [first, second] = await Promise.all([press(), press()]);
    expect([first.status, second.status]).toEqual([202, 202]);
    const made = (await first.json()) as Made;
    expect(((await second.json()) as Made).id).toBe(made.id);
    expect(first.headers.get('location')).toBe(`/v1/generations/${made.id}`);
    expect(made).toMatchObject({ action: 'upscale', parent_id: painted.id, visibility: 'public' });

    const names = (await basic.events(made.id)).map((event) => event.name);
    expect(names[0]).toBe('generation.queued');
    expect(names).toEqual(expect.arrayContaining(['image.queued', 'image.started', 'image.completed']));
    expect(names.at(-1)).toBe('generation.completed');

    upscaled = await firstOf(basic, made);
    expect(upscaled).toMatchObject({
      action: 'upscale',
      parent_id: painted.id,
      prompt: request.prompt,
      steps: null,
      width: painted.width * 2,
      height: painted.height * 2,
      thumbhash: expect.stringMatching(/./),
    });
    expect((await details(basic, painted.id)).children).toEqual([upscaled.id]);

    // It is the same picture: scaled down again it is close to the one that it was made from.
    const [small, large] = [await picture(basic, painted.id), await picture(basic, upscaled.id)];
    expect([large.info.width, large.info.height]).toEqual([small.info.width * 2, small.info.height * 2]);
    const reduced = await scaledTo(large, small.info);
    expect(meanDifference(reduced, small.data)).toBeLessThan(8);
  });

  it('is cut out of its background: colours kept, the rest transparent', async () => {
    const { basic } = people;
    const response = await basic.post(`/v1/images/${upscaled.id}/remove-background`, {}, { prefer: 'wait=60' });
    expect([response.status, response.headers.get('preference-applied')]).toEqual([202, 'wait=60']);
    const made = (await response.json()) as Made;
    expect(made).toMatchObject({ action: 'remove-background', parent_id: upscaled.id });
    cutOut = await firstOf(basic, made);
    expect(cutOut).toMatchObject({ width: upscaled.width, height: upscaled.height, parent_id: upscaled.id });

    const before = await picture(basic, upscaled.id);
    const after = await picture(basic, cutOut.id);
    expect([after.info.channels, after.type]).toEqual([4, 'image/png']);
    const pixels = pixelsBeside(after, before);
    const kept = pixels.filter(({ alpha }) => alpha > 250);
    expect(kept.length).toBeGreaterThan(0);
    expect(pixels.some(({ alpha }) => alpha < 5)).toBe(true);
    expect(Math.max(...new Set(kept.map(({ apart }) => apart)))).toBeLessThanOrEqual(1);
  });

  it('is downloaded as the plan has it, under the name of its prompt', async () => {
    const stored = Buffer.from(await (await people.basic.fetch(`/v1/images/${cutOut.id}/file`)).arrayBuffer());
    const png = ['basic', 'plus', 'pro', 'team', 'admin'] as const;
    const jpg = ['free', 'lapsed', 'nobody'] as const;
    for (const name of png) {
      const { bytes, response } = await download(people[name], cutOut.id);
      expect(response.headers.get('content-type'), name).toBe('image/png');
      expect(bytes.equals(stored), name).toBe(true);
      const want = 'attachment; filename="a-banana-on-a-blue-background.png"';
      expect(response.headers.get('content-disposition')).toBe(want);
    }
    const alpha = await picture(people.basic, cutOut.id);
    const clearAt = clearPixel(alpha);
    for (const name of jpg) {
      const { bytes, response } = await download(people[name], cutOut.id);
      expect(response.headers.get('content-type'), name).toBe('image/jpeg');
      expect(response.headers.get('content-disposition')).toContain('a-banana-on-a-blue-background.jpg"');
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, info.channels]).toEqual([cutOut.width, cutOut.height, 3]);
      // What was transparent is white.
      expect(Math.min(...data.subarray(clearAt * 3, clearAt * 3 + 3))).toBeGreaterThan(245);
    }
  });

  it('is not changed by plans that lack it, which are told the cheapest that has it', async () => {
    const { free } = people;
    const own = await firstOf(free, await free.generate(request));
    const refusals = [
      await free.post(`/v1/images/${own.id}/upscale`),
      await free.post(`/v1/images/${painted.id}/remove-background`),
      await free.fetch(`/v1/generations/${own.generation_id}`, { method: 'DELETE' }),
    ];
    for (const refused of refusals) {
      expect([refused.status, await refused.json()]).toMatchObject([402, { reason: 'plan_required', plan: 'basic' }]);
    }
    expect((await details(free, own.id)).children).toEqual([]);
    const { items } = await free.json<{ items: { name: string; rights: string[] }[] }>('/v1/plans');
    const lacking = items.filter(({ rights }) => !rights.includes('upscale')).map(({ name }) => name);
    expect(lacking).toEqual(['free']);
  });

  it('is liked by others and pinned by its owner; counts are right for everyone', async () => {
    const { basic, free, plus, nobody } = people;
    const like = (api: Api, method: string) => api.fetch(`/v1/images/${painted.id}/like`, { method });
    const answers = await Promise.all([like(free, 'PUT'), like(free, 'PUT'), like(plus, 'PUT')]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(await details(nobody, painted.id)).toMatchObject({ likes: 2, liked: false });
    expect(await details(free, painted.id)).toMatchObject({ likes: 2, liked: true });
    const unliked = await like(plus, 'DELETE');
    expect([unliked.status, await unliked.json()]).toMatchObject([200, { likes: 1, liked: false }]);
    expect((await like(nobody, 'PUT')).status).toBe(401);

    const pin = (api: Api, method: string) => api.fetch(`/v1/images/${painted.id}/pin`, { method });
    expect((await pin(free, 'PUT')).status).toBe(404);
    const pinned = await pin(basic, 'PUT');
    expect([pinned.status, await pinned.json()]).toMatchObject([200, { pinned: true, likes: 1 }]);
    expect(await details(nobody, painted.id)).toMatchObject({ pinned: true });
    expect(await (await pin(basic, 'DELETE')).json()).toMatchObject({ pinned: false });
  });

  it('has its thumbhash and its likes in every list', async () => {
    const { basic } = people;
    const explore = (await basic.json<Page>('/v1/images')).items;
    const mine = (await basic.json<Page>('/v1/me/images')).items;
    const generations = await basic.json<{ items: { images: Page['items'] }[] }>('/v1/generations');
    for (const list of [explore, mine, generations.items.flatMap(({ images }) => images)]) {
      expect(list.find(({ id }) => id === painted.id)).toMatchObject({ likes: 1 });
      for (const { thumbhash } of list) expect(thumbhash).toMatch(/^[A-Za-z0-9+/]+=*$/);
    }
  });

  it('is tried again from new seeds, by whoever sees it', async () => {
    const { basic, free } = people;
    const path = `/v1/generations/${painted.generation_id}/retry`;
    const press = async (api: Api, key: string) =>
      (await (await api.post(path, undefined, { 'idempotency-key': key })).json()) as Made;
    const [first, repeated, other] = [await press(basic, 'r-1'), await press(basic, 'r-1'), await press(basic, 'r-2')];
    expect(repeated.id).toBe(first.id);
    expect(new Set([request.seed, first.seed, other.seed]).size).toBe(3);
    expect(first).toMatchObject({ prompt: request.prompt, action: 'generate', parent_id: null, visibility: 'public' });
    const theirs = await press(free, 'r-1');
    expect(theirs.id).not.toBe(first.id);
    for (const [api, { id }] of [
      [basic, first],
      [basic, other],
      [free, theirs],
    ] as const) {
      expect((await api.end(id)).status).toBe('succeeded');
    }
    const mine = await free.json<Page>('/v1/generations');
    expect(mine.items.map(({ id }) => id)).toContain(theirs.id);

    const upscaledAgain = await basic.post(`/v1/generations/${upscaled.generation_id}/retry`);
    const made = (await upscaledAgain.json()) as Made;
    expect([upscaledAgain.status, made]).toMatchObject([202, { action: 'upscale', parent_id: painted.id }]);
    expect((await basic.end(made.id)).status).toBe('succeeded');
    expect((await details(basic, painted.id)).children.toSorted()).toEqual(
      [upscaled.id, ...made.images.map(({ id }) => id)].toSorted(),
    );
  });

  it('has a prompt of its own where Magic Prompt wrote it, shown with what was asked', async () => {
    const { pro, nobody } = people;
    const { items } = await nobody.json<{ items: { magic_prompt_auto: boolean }[] }>('/v1/models');
    const detailsOf = async (asked: object) => {
      const { images } = await pro.end((await pro.generate({ ...request, count: 2, ...asked })).id);
      return Promise.all(images.map(({ id }) => details(nobody, id)));
    };
    for (const { prompt, magic_prompt: asked, written_prompt: written } of await detailsOf({})) {
      expect([prompt, asked, written]).toEqual([request.prompt, 'off', null]);
    }
    const written = await detailsOf({ prompt: 'a banana', magic_prompt: 'on' });
    for (const image of written) {
      expect(image).toMatchObject({ prompt: 'a banana', magic_prompt: 'on' });
      expect(image.written_prompt).toContain('a banana');
    }
    expect(new Set(written.map((image) => image.written_prompt)).size).toBe(2);
    const auto = await detailsOf({ prompt: 'a banana', magic_prompt: 'auto' });
    expect(auto.every((image) => image.magic_prompt === 'auto')).toBe(true);
    expect(auto.every((image) => image.written_prompt !== null)).toBe(items[0]?.magic_prompt_auto);
  });

  it('is deleted for everyone with its generation; what was made from it stays', async () => {
    const { basic, nobody, admin, free } = people;
    const { generation_id: id } = painted;
    expect((await free.fetch(`/v1/generations/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await basic.fetch(`/v1/generations/${id}`, { method: 'DELETE' })).status).toBe(204);
    const routes = await routesWithId(nobody);
    for (const api of [basic, nobody, admin]) await expectUnknown(api, routes, { generations: id, images: painted.id });
    for (const list of ['/v1/images', '/v1/me/images', '/v1/generations']) {
      const { items } = await basic.json<Page>(list);
      expect(items.filter((item) => item.id === painted.id || item.id === id)).toEqual([]);
    }
    expect(await details(nobody, upscaled.id)).toMatchObject({ parent_id: null, status: 'ready' });
    const retried = await basic.post(`/v1/generations/${upscaled.generation_id}/retry`);
    expect([retried.status, await retried.json()]).toMatchObject([409, { reason: 'conflict' }]);
  });

  it('is deleted while it is painted too: its streams end, and nothing of it is painted on', async () => {
    const { basic, nobody } = people;
    const { id } = await basic.generate({ ...request, count: 4, steps: 100 });
    const watching = [basic, nobody].map((api) => api.events(id));
    await basic.painting(id);
    expect((await basic.fetch(`/v1/generations/${id}`, { method: 'DELETE' })).status).toBe(204);
    for (const events of await Promise.all(watching)) {
      expect(events.filter(({ name }) => name === 'generation.completed' || name === 'image.completed')).toEqual([]);
    }
    expect((await basic.fetch(`/v1/generations/${id}/events`)).status).toBe(404);
    await vi.waitFor(
      async () => {
        expect(await stack.metric('scheduler', 'quartet_scheduler_queued_tasks')).toBe(0);
        expect(await stack.metric('nodes', 'quartet_node_tasks_running')).toBe(0);
      },
      { timeout: 30_000, interval: 200 },
    );
  });

  it('is private where it is made from a private one, and exists for nobody else on any route', async () => {
    const { plus, nobody, admin } = people;
    const secret = await firstOf(plus, await plus.generate({ ...request, visibility: 'private' }));
    const large = await firstOf(plus, await transform(plus, secret, 'upscale'));
    const cut = await firstOf(plus, await transform(plus, large, 'remove-background'));
    expect([large, cut].map(({ visibility }) => visibility)).toEqual(['private', 'private']);
    expect((await details(plus, secret.id)).children).toEqual([large.id]);
    await plus.fetch(`/v1/images/${secret.id}/pin`, { method: 'PUT' });

    const routes = await routesWithId(nobody);
    expect(routes.length).toBeGreaterThanOrEqual(16);
    const { free, basic, pro, team, lapsed } = people;
    for (const api of [nobody, free, basic, pro, team, lapsed]) {
      for (const { id, generation_id: generations } of [secret, large, cut]) {
        await expectUnknown(api, routes, { generations, images: id });
      }
      const lists = api === nobody ? ['/v1/images'] : ['/v1/images', '/v1/me/images', '/v1/generations'];
      for (const list of lists) {
        const text = JSON.stringify(await api.json(list));
        for (const { id } of [secret, large, cut]) expect(text).not.toContain(id);
      }
    }
    expect((await details(admin, large.id)).parent_id).toBe(secret.id);

    // Independent from then on: the public child of a private parent keeps its parent's id to itself.
    const change = {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"visibility":"public"}',
    };
    expect((await plus.fetch(`/v1/images/${large.id}`, change)).status).toBe(200);
    expect(await details(free, large.id)).toMatchObject({ visibility: 'public', parent_id: null, children: [] });
    expect((await details(plus, large.id)).parent_id).toBe(secret.id);
    for (const api of [nobody, free]) {
      await expectUnknown(api, routes, { generations: secret.generation_id, images: secret.id });
    }
  });

  it('is kept through a lapse: seen and downloaded as JPG, neither changed nor made again', async () => {
    const { plus, free } = people;
    const secret = await firstOf(plus, await plus.generate({ ...request, visibility: 'private' }));
    await setPlan(stack, 'plus', 'free');
    try {
      await vi.waitFor(async () => expect(await plus.json('/v1/me')).toMatchObject({ plan: 'free' }), {
        timeout: 30_000,
        interval: 200,
      });
      expect(await details(plus, secret.id)).toMatchObject({ visibility: 'private', prompt: request.prompt });
      expect((await download(plus, secret.id)).response.headers.get('content-type')).toBe('image/jpeg');
      const retried = await plus.post(`/v1/generations/${secret.generation_id}/retry`);
      expect([retried.status, await retried.json()]).toMatchObject([402, { plan: 'plus' }]);
      const enlarged = await plus.post(`/v1/images/${secret.id}/upscale`);
      expect([enlarged.status, await enlarged.json()]).toMatchObject([402, { plan: 'basic' }]);
      expect((await free.fetch(`/v1/images/${secret.id}/download`)).status).toBe(404);
    } finally {
      await setPlan(stack, 'plus', 'plus');
    }
    await vi.waitFor(
      async () => {
        const { response } = await download(plus, secret.id);
        expect(response.headers.get('content-type')).toBe('image/png');
      },
      { timeout: 30_000, interval: 200 },
    );
  });
});

describe('on a node whose memory holds one model at a time', () => {
  let stack: Stack;
  let pro: Api;
  beforeAll(async () => {
    stack = await Stack.start({ env: { QUARTET_NODE_MEMORY_MB: '700' } });
    pro = new Api(stack.url, stack.facts.keys['pro']);
  });
  afterAll(() => stack?.remove());

  it('all is made in turn: each model is loaded for who wants it, and another leaves', async () => {
    const left = () => stack.metric('nodes', 'quartet_node_model_evictions_total');
    const painted = await firstOf(pro, await pro.generate(request));
    const before = await left();
    for (const action of ['upscale', 'remove-background'] as const)
      await firstOf(pro, await transform(pro, painted, action));
    await firstOf(pro, await pro.generate(request));
    expect((await left()) - before).toBe(3);
  });

  it('all is made at once, too', async () => {
    const painted = await firstOf(pro, await pro.generate(request));
    const made = await Promise.all([
      pro.generate({ ...request, count: 4 }),
      transform(pro, painted, 'upscale'),
      transform(pro, painted, 'remove-background'),
    ]);
    for (const { id } of made) expect((await pro.end(id)).status).toBe('succeeded');
  });
});

/** Every route answers for these ids exactly as for ids that never existed: with 404, or 401 to who is nobody. */
async function expectUnknown(
  api: Api,
  routes: Awaited<ReturnType<typeof routesWithId>>,
  ids: { readonly generations: string; readonly images: string },
): Promise<void> {
  for (const route of routes) {
    const kind = route.path.startsWith('/v1/generations/') ? 'generations' : 'images';
    const answer = await answerFor(api, route, ids[kind]);
    const what = `${route.method} ${route.path}`;
    expect(answer, what).toEqual(await answerFor(api, route, unknownIds[kind]));
    expect([401, 404], what).toContain(answer[0]);
  }
}

async function transform(api: Api, image: ImageJson, action: string): Promise<GenerationJson> {
  const response = await api.post(`/v1/images/${image.id}/${action}`);
  if (response.status !== 202) throw new Error(`not accepted: ${response.status} ${await response.text()}`);
  return (await response.json()) as GenerationJson;
}

/** The first image of a generation when it is ready. */
async function firstOf(api: Api, { id }: GenerationJson): Promise<Details> {
  const [image] = (await api.end(id)).images;
  if (image?.status !== 'ready') throw new Error(`the image is ${image?.status}: ${image?.reason}`);
  return details(api, image.id);
}

const details = (api: Api, id: string): Promise<Details> => api.json(`/v1/images/${id}`);

async function download(api: Api, id: string): Promise<{ bytes: Buffer; response: Response }> {
  const response = await api.fetch(`/v1/images/${id}/download`, { redirect: 'error' });
  expect(response.status).toBe(200);
  return { bytes: Buffer.from(await response.arrayBuffer()), response };
}

/** As a payment that ends, or comes back, would. */
async function setPlan(stack: Stack, handle: string, plan: string): Promise<void> {
  const database = new Postgres({ connectionString: stack.facts.postgres[0]?.url });
  await database.connect();
  try {
    await database.query('UPDATE users SET plan = $1 WHERE handle = $2', [plan, handle]);
  } finally {
    await database.end();
  }
}
