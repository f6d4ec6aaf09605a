/** The public API as a test sees it: plain HTTP, no types of the server's. */
import { createParser } from 'eventsource-parser';
import sharp from 'sharp';
import { vi } from 'vitest';

/** An image, as far as tests look at it. */
export interface ImageJson {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly seed: number;
  readonly visibility: string;
  readonly index: number;
}

/** A generation, as far as tests look at it. */
export interface GenerationJson {
  readonly id: string;
  readonly status: string;
  readonly images: readonly ImageJson[];
}

/** One server-sent event. */
export interface StreamEvent {
  readonly id: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

const ended = ['succeeded', 'failed', 'canceled'];

/** A caller with a key, or without one. */
export class Api {
  readonly url: string;
  readonly #key: string | undefined;

  constructor(url: string, key?: string) {
    this.url = url;
    this.#key = key;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#key) headers.set('authorization', `Bearer ${this.#key}`);
    return fetch(new URL(path, this.url), { ...init, headers });
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    if (body === undefined) return this.fetch(path, { method: 'POST', headers });
    return this.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async json<Body>(path: string): Promise<Body> {
    const response = await this.fetch(path);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }

  /** Presses Generate. */
  async generate(request: Readonly<Record<string, unknown>>): Promise<GenerationJson> {
    const response = await this.post('/v1/generations', request);
    if (response.status !== 202) throw new Error(`not accepted: ${response.status} ${await response.text()}`);
    return (await response.json()) as GenerationJson;
  }

  generation(id: string): Promise<GenerationJson> {
    return this.json(`/v1/generations/${id}`);
  }

  /** Waits for a generation's end. */
  async end(id: string, timeoutMs = 60_000): Promise<GenerationJson> {
    return vi.waitFor(
      async () => {
        const generation = await this.generation(id);
        if (!ended.includes(generation.status)) throw new Error(`${id} is ${generation.status}`);
        return generation;
      },
      { timeout: timeoutMs, interval: 50 },
    );
  }

  /** Waits until some image of a generation paints. */
  async painting(id: string): Promise<void> {
    await vi.waitFor(
      async () => {
        const { images } = await this.generation(id);
        if (!images.some((image) => image.status === 'painting')) throw new Error(`${id} does not paint`);
      },
      { timeout: 30_000, interval: 20 },
    );
  }

  /** Every event of a generation until its stream closes. */
  async events(id: string, lastEventId?: string): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for await (const event of this.stream(id, lastEventId)) events.push(event);
    return events;
  }

  /** A generation's events as they come. Leaving the loop closes the connection. */
  async *stream(id: string, lastEventId?: string): AsyncGenerator<StreamEvent> {
    const abort = new AbortController();
    const response = await this.fetch(`/v1/generations/${id}/events`, {
      signal: abort.signal,
      headers: { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    });
    if (!response.ok || !response.body) throw new Error(`no events: ${response.status}`);
    const waiting: StreamEvent[] = [];
    const parser = createParser({
      onEvent: (event) =>
        waiting.push({
          id: event.id ?? '',
          name: event.event ?? 'message',
          data: JSON.parse(event.data) as Record<string, unknown>,
          atMs: performance.now(),
        }),
    });
    try {
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        parser.feed(text);
        yield* waiting.splice(0);
      }
    } finally {
      abort.abort();
    }
  }

  /** The pixels of an image's file: 3 values each, row by row. */
  async pixels(imageId: string): Promise<Buffer> {
    const response = await this.fetch(`/v1/images/${imageId}/file`);
    if (!response.ok) throw new Error(`no file: ${response.status}`);
    if (response.headers.get('content-type') !== 'image/png') throw new Error('not a PNG');
    return sharp(Buffer.from(await response.arrayBuffer()))
      .removeAlpha()
      .raw()
      .toBuffer();
  }
}

/** How far two pictures of one size are apart. */
export interface Difference {
  /** Share of the values that differ by at most one grey level. */
  readonly withinOne: number;
  /** Greatest difference, grey levels. */
  readonly greatest: number;
}

export function compare(a: Buffer, b: Buffer): Difference {
  if (a.length !== b.length || a.length === 0) throw new Error(`sizes differ: ${a.length} and ${b.length}`);
  let within = 0;
  let greatest = 0;
  for (let i = 0; i < a.length; i += 1) {
    const difference = Math.abs((a[i] ?? 0) - (b[i] ?? 0));
    if (difference <= 1) within += 1;
    greatest = Math.max(greatest, difference);
  }
  return { withinOne: within / a.length, greatest };
}
