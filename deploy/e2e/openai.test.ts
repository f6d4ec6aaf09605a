/** Unmodified `openai` clients, in JavaScript and Python, on the real stack. */
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, PermissionDeniedError } from 'openai';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Api } from './support/api.ts';
import { openAiPython } from './support/openai-python.ts';
import { Stack } from './support/stack.ts';

const prompt = 'a red fox';

let stack: Stack;
let client: OpenAI;
beforeAll(async () => {
  stack = await Stack.start();
  client = clientOf('pro');
});
afterAll(() => stack?.remove());

const clientOf = (user: string): OpenAI =>
  new OpenAI({ baseURL: `${stack.url}/openai/v1`, apiKey: stack.facts.keys[user] ?? user, maxRetries: 0 });
const metadata = (b64 = '') => sharp(Buffer.from(b64, 'base64')).metadata();

it('generates several pictures, as their files', async () => {
  const { data = [], created, ...facts } = await client.images.generate({ prompt, n: 2, size: '256x256' });
  expect(facts).toMatchObject({ output_format: 'png', size: '256x256', background: 'opaque' });
  expect(created).toBeGreaterThan(1_700_000_000);
  expect(data).toHaveLength(2);
  for (const { b64_json } of data) expect(await metadata(b64_json)).toMatchObject({ format: 'png', width: 256 });
  expect(data[0]?.b64_json).not.toBe(data[1]?.b64_json);
});

it('gives what the plan downloads', async () => {
  const free = clientOf('free');
  const { data = [], output_format } = await free.images.generate({ prompt });
  expect([output_format, (await metadata(data[0]?.b64_json)).format]).toEqual(['jpeg', 'jpeg']);
  await expect(free.images.generate({ prompt, output_format: 'png' })).rejects.toThrow(PermissionDeniedError);
});

it('gives addresses that work for whoever holds them, until the picture is private', async () => {
  const { data = [] } = await client.images.generate({ prompt, n: 2, response_format: 'url', size: 'auto' });
  expect(data).toHaveLength(2);
  for (const { url = '' } of data) {
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  }
  const [, id = ''] = /(img_[^/]+)/.exec(data[0]?.url ?? '') ?? [];
  const pro = new Api(stack.url, stack.facts.keys['pro']);
  const hidden = await pro.fetch(`/v1/images/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"visibility":"private"}',
  });
  expect(hidden.status).toBe(200);
  expect((await fetch(data[0]?.url ?? '')).status).toBe(404);
});

it('streams partial images, at most as many as asked for, then the picture', async () => {
  const stream = await client.images.generate({ prompt, stream: true, partial_images: 3 });
  const partial: number[] = [];
  let completed = 0;
  for await (const event of stream) {
    const { format, width } = await metadata(event.b64_json);
    expect(format).toBe(event.output_format);
    if (event.type === 'image_generation.partial_image') {
      expect(completed).toBe(0);
      partial.push(event.partial_image_index);
    } else {
      completed += 1;
      expect([width, event.usage.total_tokens]).toEqual([256, 0]);
    }
  }
  expect(completed).toBe(1);
  expect(partial).toEqual([0, 1, 2].slice(0, partial.length));
  expect(partial.length).toBeGreaterThan(0);
});

it('cancels nothing when a client goes away', async () => {
  const pro = new Api(stack.url, stack.facts.keys['pro']);
  const newest = async () =>
    (await pro.json<{ items: { id: string }[] }>('/v1/generations?limit=1')).items[0]?.id ?? '';
  const before = await newest();
  const stream = await client.images.generate({ prompt, n: 4, stream: true, partial_images: 1 });
  for await (const event of stream) if (event.type === 'image_generation.partial_image') break;
  const id = await newest();
  expect(id).not.toBe(before);
  expect((await pro.end(id)).images.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'ready'));
  await expect.poll(() => stack.metric('frontdoor', 'quartet_frontdoor_open_streams'), { timeout: 60_000 }).toBe(0);
});

it('refuses in the words of clients', async () => {
  const unknown = client.images.generate({ prompt, model: 'gpt-image-1' });
  await expect(unknown).rejects.toThrow(NotFoundError);
  await expect(unknown).rejects.toMatchObject({ code: 'model_not_found', param: 'model' });
  await expect(client.images.generate({ prompt, n: 9 })).rejects.toThrow(BadRequestError);
  await expect(client.images.generate({ prompt, background: 'transparent' })).rejects.toMatchObject({
    status: 400,
    param: 'background',
  });
  await expect(clientOf('qk_nobody').images.generate({ prompt })).rejects.toThrow(AuthenticationError);
  await expect(clientOf('sk-other').models.list()).rejects.toThrow(AuthenticationError);
});

it('tells the models', async () => {
  const models = [];
  for await (const model of client.models.list()) models.push(model);
  expect(models[0]).toMatchObject({ id: 'quartet-icons', object: 'model' });
  expect(await client.models.retrieve('quartet-icons')).toEqual(models[0]);
  await expect(client.models.retrieve('dall-e-3')).rejects.toThrow(NotFoundError);
  const { data = [] } = await client.images.generate({ prompt, model: 'quartet-icons' });
  expect(data).toHaveLength(1);
});

it('does the same for the client in Python', async () => {
  const python = await openAiPython();
  const { events, url, ...said } = (await python.run(stack.url, stack.facts.keys['pro'] ?? '')) as {
    readonly events: readonly (readonly [string, number | null, string])[];
    readonly url: string;
  };
  expect(said).toEqual({
    models: ['quartet-icons'],
    kinds: ['png', 'png'],
    size: '256x256',
    output_format: 'png',
    tokens: 0,
    unknown_model: [404, 'model_not_found', 'model'],
    nine: [400, 'invalid_field', 'n'],
    transparent: [400, 'invalid_field', 'background'],
    stranger: [401, 'invalid_api_key', null],
  });
  expect((await fetch(url)).status).toBe(200);
  expect(events.at(-1)).toEqual(['image_generation.completed', null, 'png']);
  const partial = events.slice(0, -1);
  expect(partial).toEqual([0, 1].slice(0, partial.length).map((at) => ['image_generation.partial_image', at, 'png']));
  expect(partial.length).toBeGreaterThan(0);
});
