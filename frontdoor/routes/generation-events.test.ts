import { type ClientRequest, type IncomingMessage, get } from 'node:http';
import { createLogger } from '@quartet/service-kit/log.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { liveEvent } from '../http/testing/stand-ins.ts';
import { type TestApp, startTestApp } from '../http/testing/test-app.ts';
import { until } from '../http/testing/until.ts';

let app: TestApp;
let opened: ClientRequest[];
beforeEach(async () => {
  app = await startTestApp();
  opened = [];
});
afterEach(async () => {
  for (const request of opened) request.destroy();
  await app.close();
});

interface Stream {
  readonly answer: IncomingMessage;
  text: string;
  isEnded: boolean;
}

/** Opens a stream over a socket of its own. */
async function open(headers: Record<string, string> = {}): Promise<Stream> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    opened.push(get(`${app.url}/v1/generations/gen_1/events`, { headers, agent: false }, resolve).on('error', reject));
  });
  const stream: Stream = { answer, text: '', isEnded: false };
  answer.setEncoding('utf8').on('data', (text: string) => (stream.text += text));
  answer.on('end', () => (stream.isEnded = true)).on('error', () => undefined);
  return stream;
}

const openStreams = async (): Promise<string | undefined> =>
  /^quartet_frontdoor_open_streams (\d+)$/m.exec(await app.registry.metrics())?.[1];

describe('an event stream', () => {
  it('brings facts and live events with ids over a real socket, and ends with the last one', async () => {
    const stream = await open();
    expect(stream.answer.statusCode).toBe(200);
    expect(stream.answer.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    await until(() => expect(stream.text).toContain('id: 3.0\nevent: image.queued\n'));
    const preview = { step: 5, steps: 20, mediaType: 'image/webp', data: 'cGl4' };
    app.store.announce('gen_1', { live: liveEvent(77, 1, { preview }) });
    await until(() =>
      expect(stream.text).toContain(
        'id: 3.77\nevent: image.preview\ndata: {"generation_id":"gen_1","image_id":"img_1","index":1,"step":5,"steps":20,"media_type":"image/webp","data":"cGl4"}\n\n',
      ),
    );
    app.store.announce('gen_1', {
      fact: app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded'),
    });
    await until(() => expect(stream.isEnded).toBe(true));
    expect(stream.text).toMatch(
      /event: generation.completed\ndata: {"generation_id":"gen_1","status":"succeeded"}\n\n$/,
    );
    expect(await openStreams()).toBe('0');
  });

  it('goes on after Last-Event-ID', async () => {
    const stream = await open({ 'last-event-id': '2.0' });
    await until(() => expect(stream.text).toContain('id: 3.0'));
    expect(stream.text).not.toContain('id: 2.0');
  });

  it('keeps a browser that has seen the end from asking again', async () => {
    app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
    const { answer } = await open({ 'last-event-id': '4.0' });
    expect(answer.statusCode).toBe(204);
  });

  it('is let go when the client goes, and cancels nothing', async () => {
    await open();
    expect(await openStreams()).toBe('1');
    opened[0]?.destroy();
    await until(async () => expect(await openStreams()).toBe('0'));
    expect(app.store.subscriptions).toBe(0);
    expect(app.canceled).toEqual([]);
  });

  it('is opened by GET alone', async () => {
    const response = await app.ask('/v1/generations/gen_1/events', { method: 'HEAD' });
    expect([response.status, await openStreams()]).toEqual([404, '0']);
  });

  it('of a client that went away is logged as aborted', async () => {
    const log = createLogger('test', 'silent');
    const lines = vi.spyOn(log, 'info');
    await app.close();
    app = await startTestApp({ log });
    await open();
    opened[0]?.destroy();
    await until(() =>
      expect(lines).toHaveBeenCalledWith(
        expect.objectContaining({ route: '/v1/generations/:id/events', aborted: true }),
        'request',
      ),
    );
  });

  it('of a watcher that reads nothing slows nobody', async () => {
    const stalled = await open();
    stalled.answer.pause();
    const stream = await open();
    const data = 'x'.repeat(200_000);
    for (let step = 1; step <= 60; step += 1) {
      const preview = { step, steps: 60, mediaType: 'image/webp', data };
      app.store.announce('gen_1', { live: liveEvent(100 + step, 0, { preview }) });
      await until(() => expect(stream.text).toContain(`"step":${step},`));
    }
    stalled.answer.resume();
    await until(() => expect(stalled.text).toContain('"step":60,'));
    expect(stalled.text.length).toBeLessThan(stream.text.length);
  });

  it('ends at a stop of the front door', async () => {
    const stream = await open();
    await until(() => expect(stream.text).toContain('id: 3.0'));
    await app.close();
    await until(() => expect(stream.isEnded).toBe(true));
    app = await startTestApp();
  });
});
