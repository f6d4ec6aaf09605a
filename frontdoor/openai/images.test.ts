import { createParser } from 'eventsource-parser';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { liveEvent, owner } from '../http/testing/stand-ins.ts';
import { type TestApp, json, startTestApp } from '../http/testing/test-app.ts';

const path = '/openai/v1/images/generations';
const key = 'qk_owner';
let app: TestApp;
let png: Buffer;
beforeEach(async () => {
  app = await startTestApp();
  png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  app.files.set(app.file.objectKey, png);
});
afterEach(() => app.close());

const asked = async (body: object, by = key): Promise<[number, unknown]> => {
  const response = await app.ask(path, { ...json(body), key: by });
  return [response.status, await response.json()];
};
const finish = (): void => {
  for (const index of [0, 1]) app.generation.add('FACT_KIND_IMAGE_COMPLETED', index);
  app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
};

describe('images.generate', () => {
  it('asks for public pictures in the words of POST /v1/generations, one where n is absent', async () => {
    finish();
    await asked({ prompt: ' a fox ', n: 2, size: '640x384', model: 'default', quality: 'hd', user: 'me' });
    await asked({ prompt: 'a fox', n: null, size: 'auto', model: null, style: null });
    expect(app.created.map((request) => request.options)).toMatchObject([
      { prompt: 'a fox', count: 2, width: 640, height: 384, visibility: 'VISIBILITY_PUBLIC' },
      { prompt: 'a fox', count: 1, width: 512, magicPrompt: 'MAGIC_PROMPT_OFF' },
    ]);
  });

  it('answers when all pictures have ended, with their files', async () => {
    const answer = asked({ prompt: 'a fox', n: 2 });
    await expect.poll(() => app.created.length).toBe(1);
    finish();
    const b64_json = png.toString('base64');
    expect(await answer).toMatchObject([
      200,
      { data: [{ b64_json }, { b64_json }], output_format: 'png', size: '512x512', usage: { total_tokens: 0 } },
    ]);
  });

  it('gives JPG to a plan without PNG and to whoever wants it', async () => {
    finish();
    for (const [body, by] of [
      [{ prompt: 'a fox' }, 'qk_stranger'],
      [{ prompt: 'a fox', output_format: 'jpeg' }, key],
    ] as const) {
      const [, answer] = await asked(body, by);
      const { data, output_format } = answer as { data: { b64_json: string }[]; output_format: string };
      expect(output_format).toBe('jpeg');
      expect((await sharp(Buffer.from(data[0]?.b64_json ?? '', 'base64')).metadata()).format).toBe('jpeg');
    }
    const [status, refusal] = await asked({ prompt: 'a fox', output_format: 'png' }, 'qk_stranger');
    expect([status, refusal]).toMatchObject([403, { error: { code: 'plan_required' } }]);
  });

  it('gives no PNG of what was made private since to a plan that has it of public pictures only', async () => {
    const viewer = { ...owner, plan: 'PLAN_BASIC' } as const;
    const basic = await startTestApp({ catalog: { authenticate: async () => ({ viewer }) } });
    basic.files.set(basic.file.objectKey, png);
    basic.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
    for (const image of basic.generation.images) image.status = 'IMAGE_STATUS_READY';
    const statusOf = async (body: object): Promise<number> => (await basic.ask(path, { ...json(body), key })).status;
    expect(await statusOf({ prompt: 'a fox' })).toBe(200);
    basic.file.pngAllowed = false;
    expect(await statusOf({ prompt: 'a fox' })).toBe(403);
    expect(await statusOf({ prompt: 'a fox', output_format: 'jpeg' })).toBe(200);
    await basic.close();
  });

  it('gives addresses of this server', async () => {
    finish();
    const [, answer] = await asked({ prompt: 'a fox', response_format: 'url' });
    const { data } = answer as { data: { url: string }[] };
    expect(data.map(({ url }) => url)).toEqual([`${app.url}/v1/images/img_0/file`, `${app.url}/v1/images/img_1/file`]);
  });

  it('says why there is no picture, and that asking again by itself does not help', async () => {
    for (const { index } of app.generation.images) {
      app.generation.add('FACT_KIND_IMAGE_FAILED', index);
      Object.assign(app.generation.images[index] ?? {}, {
        status: 'IMAGE_STATUS_FAILED',
        reason: 'REASON_ATTEMPTS_EXHAUSTED',
      });
    }
    app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'failed');
    const response = await app.ask(path, { ...json({ prompt: 'a fox' }), key });
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([500, 'false']);
    expect(await response.json()).toMatchObject({ error: { type: 'server_error', code: 'attempts_exhausted' } });
  });
});

describe('a stream', () => {
  const announcePreview = (index: number, step: number, data: string): void => {
    const preview = { step, steps: 20, mediaType: 'image/webp', data };
    app.store.announce('gen_1', { live: liveEvent(1_000 * (index + 1) + step, index, { preview }) });
  };

  it('brings at most the partial images asked for, as PNG, then each picture', async () => {
    const webp = (await sharp(png).webp().toBuffer()).toString('base64');
    const body = { prompt: 'a fox', n: 2, stream: true, partial_images: 1 };
    const response = await app.ask(path, { ...json(body), key });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = eventsOf(response);
    await expect.poll(() => app.generation.looks).toBeGreaterThan(0);
    announcePreview(0, 1, webp);
    announcePreview(0, 10, webp);
    const first = (await reader.next()).value as Record<string, unknown>;
    expect(first).toMatchObject({ type: 'image_generation.partial_image', partial_image_index: 0, image_index: 0 });
    const partial = sharp(Buffer.from(String(first['b64_json']), 'base64'));
    expect((await partial.metadata()).format).toBe('png');
    announcePreview(0, 15, webp);
    finish();
    const rest: Record<string, unknown>[] = [];
    for await (const event of reader) rest.push(event);
    expect(rest).toMatchObject(
      [0, 1].map((image_index) => ({
        type: 'image_generation.completed',
        image_index,
        b64_json: png.toString('base64'),
        usage: { total_tokens: 0 },
      })),
    );
  });

  it('ends with an error where there is no picture', async () => {
    const response = await app.ask(path, { ...json({ prompt: 'a fox', stream: true }), key });
    for (const image of app.generation.images) {
      Object.assign(image, { status: 'IMAGE_STATUS_FAILED', reason: 'REASON_BAD_OUTPUT' });
    }
    app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'failed');
    const events: unknown[] = [];
    for await (const event of eventsOf(response)) events.push(event);
    expect(events).toMatchObject([{ type: 'error', error: { code: 'bad_output' } }]);
  });
});

describe('refusals', () => {
  it.each([
    [{}, 'prompt'],
    [{ prompt: 'a fox', n: 9 }, 'n'],
    [{ prompt: 'a fox', size: '1024x1024' }, 'size'],
    [{ prompt: 'a fox', background: 'transparent' }, 'background'],
    [{ prompt: 'a fox', style: 'vivid' }, 'style'],
    [{ prompt: 'a fox', output_format: 'webp' }, 'output_format'],
    [{ prompt: 'a fox', partial_images: 4, stream: true }, 'partial_images'],
    [{ prompt: 'a fox', response_format: 'url', stream: true }, 'response_format'],
    [{ prompt: 'a fox', mask: 'x' }, 'mask'],
  ])('%j is a bad request that names %s', async (body, param) => {
    expect(await asked(body)).toMatchObject([400, { error: { type: 'invalid_request_error', param } }]);
    expect(app.created).toEqual([]);
  });

  it('have the status and code that clients know', async () => {
    const unknown = { prompt: 'a fox', model: 'dall-e-3' };
    expect(await asked(unknown)).toMatchObject([404, { error: { code: 'model_not_found', param: 'model' } }]);
    expect(await asked({ prompt: 'a fox' }, 'sk-abc')).toMatchObject([401, { error: { code: 'invalid_api_key' } }]);
    const nowhere = await app.ask('/openai/v1/chat/completions', { ...json({}), key });
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { error: { code: 'unknown_url' } }]);
    const broken = await app.ask(path, { ...json({}), body: '{', key });
    expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: 'not_json' } }]);
  });

  it('say when to ask again', async () => {
    const createGeneration = () => Promise.reject(new ReasonError('REASON_INFLIGHT_LIMIT'));
    const full = await startTestApp({ catalog: { createGeneration } });
    const response = await full.ask(path, { ...json({ prompt: 'a fox' }), key });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5']);
    expect(response.headers.get('x-should-retry')).toBeNull();
    expect(await response.json()).toMatchObject({ error: { type: 'rate_limit_error', code: 'inflight_limit' } });
    await full.close();
  });
});

describe('models', () => {
  it('are listed and found by id', async () => {
    const listed = await (await app.ask('/openai/v1/models', { key })).json();
    expect(listed).toEqual({
      object: 'list',
      data: [{ id: 'default', object: 'model', created: 0, owned_by: 'quartet' }],
    });
    const found = await (await app.ask('/openai/v1/models/default', { key })).json();
    expect(found).toMatchObject({ id: 'default' });
    const missing = await app.ask('/openai/v1/models/gpt-image-1', { key });
    expect([missing.status, await missing.json()]).toMatchObject([404, { error: { code: 'model_not_found' } }]);
  });
});

async function* eventsOf(response: Response): AsyncGenerator<Record<string, unknown>> {
  const waiting: Record<string, unknown>[] = [];
  const parser = createParser({
    onEvent: ({ data }) => void waiting.push(JSON.parse(data) as Record<string, unknown>),
  });
  for await (const text of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    parser.feed(text);
    yield* waiting.splice(0);
  }
}
