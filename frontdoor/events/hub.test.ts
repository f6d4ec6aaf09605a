import type { LiveEvent, Viewer } from '@quartet/protos/generated/index.ts';
import { compareEventIds, parseEventId } from '@quartet/protos/events.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StandInGeneration, StandInStore, liveEvent, owner, stranger } from '../http/testing/stand-ins.ts';
import { EventStream } from './event-stream.ts';
import { EventHub } from './hub.ts';
import { waitForEnd } from './wait-for-end.ts';
import type { CloseCause } from './watcher.ts';
import { until } from '../http/testing/until.ts';

interface Seen {
  readonly id: string;
  readonly name: string;
  readonly data: { image_id?: string; step?: number; status?: string };
}

/** A watcher whose events are read as they come, or held back by a test. */
class Reader {
  readonly closed: CloseCause[] = [];
  readonly stream: EventStream;
  #text = '';
  isEnded = false;

  constructor(after = '0.0') {
    this.stream = new EventStream(parseEventId(after) ?? { factNumber: 0, liveNumber: 0 }, {
      onSent: () => undefined,
      onClosed: (cause) => this.closed.push(cause),
    });
    this.stream.on('close', () => (this.isEnded = true));
  }

  read(): this {
    this.stream.on('data', (text: string) => (this.#text += text));
    return this;
  }

  get events(): readonly Seen[] {
    return this.#text.split('\n\n').flatMap((block) => {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const name = fields.get('event');
      if (!name) return [];
      return [{ id: fields.get('id') ?? '', name, data: JSON.parse(fields.get('data') ?? '') as Seen['data'] }];
    });
  }

  get names(): readonly string[] {
    return this.events.map((event) => event.name);
  }
}

let generation: StandInGeneration;
let store: StandInStore;
let hub: EventHub;
let stops: (() => void)[];

beforeEach(() => {
  generation = new StandInGeneration();
  store = new StandInStore();
  stops = [];
  hub = new EventHub({ source: generation, store, log: createLogger('test', 'error'), tickMs: 20 });
});
afterEach(() => stops.forEach((stop) => stop()));

function watch(viewer: Viewer = owner, after?: string): Reader {
  const reader = new Reader(after);
  stops.push(hub.watch(generation.id, viewer, reader.stream));
  return reader.read();
}

function announceLive(event: LiveEvent): void {
  store.stored.push(event);
  store.announce('gen_1', { live: event });
}

const preview = (step: number, data = 'cGl4ZWxz'): Pick<LiveEvent, 'preview'> => ({
  preview: { step, steps: 20, mediaType: 'image/webp', data },
});

function finish(): void {
  for (const index of [0, 1]) {
    generation.add('FACT_KIND_IMAGE_STARTED', index);
    generation.add('FACT_KIND_IMAGE_COMPLETED', index);
  }
  generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
}

describe('a watcher', () => {
  it('sees all facts in order, then the last one closes its stream', async () => {
    const reader = watch();
    await until(() => expect(reader.names).toEqual(['generation.queued', 'image.queued', 'image.queued']));
    finish();
    for (const fact of generation.facts.slice(3)) store.announce('gen_1', { fact });
    await until(() => expect(reader.isEnded).toBe(true));
    expect(reader.names.slice(3)).toEqual([
      'image.started',
      'image.completed',
      'image.started',
      'image.completed',
      'generation.completed',
    ]);
    expect(reader.events.at(-1)?.data).toEqual({ generation_id: 'gen_1', status: 'succeeded' });
    expect(reader.closed).toEqual([]);
  });

  it('sees every preview while it reads, however close together they come', async () => {
    const reader = watch();
    await until(() => expect(reader.names).toHaveLength(3));
    for (let step = 1; step <= 12; step += 1) announceLive(liveEvent(100 + step, step % 2, preview(step)));
    await until(() => expect(reader.names.filter((name) => name === 'image.preview')).toHaveLength(12));
  });

  it('gets ids that increase over facts and live events alike', async () => {
    const reader = watch();
    announceLive(liveEvent(101, 1, { position: { position: 2, estimateSeconds: 4 } }));
    await until(() => expect(reader.names).toHaveLength(4));
    announceLive(liveEvent(102, 0, preview(1)));
    store.announce('gen_1', { fact: generation.add('FACT_KIND_IMAGE_STARTED', 0) });
    announceLive(liveEvent(103, 0, preview(2)));
    await until(() => expect(reader.names).toHaveLength(7));
    const ids = reader.events.map(({ id }) => parseEventId(id) ?? { factNumber: -1, liveNumber: -1 });
    for (const [at, id] of ids.entries()) if (at > 0) expect(compareEventIds(ids[at - 1] ?? id, id)).toBeLessThan(0);
  });

  it('learns of a fact whose announcement was lost when the next one leaves a gap', async () => {
    const reader = watch();
    await until(() => expect(reader.names).toHaveLength(3));
    generation.add('FACT_KIND_IMAGE_STARTED', 0);
    store.announce('gen_1', { fact: generation.add('FACT_KIND_IMAGE_STARTED', 1) });
    await until(() => expect(reader.names.slice(3)).toEqual(['image.started', 'image.started']));
    expect(reader.events.map(({ data }) => data.image_id).slice(3)).toEqual(['img_0', 'img_1']);
  });

  it('reaches the end when Redis loses everything', async () => {
    const reader = watch();
    await until(() => expect(reader.names).toHaveLength(3));
    finish();
    await until(() => expect(reader.isEnded).toBe(true));
    expect(reader.names).toHaveLength(8);
  });

  it('reaches the end after the catalog was away for a while', async () => {
    generation.isAway = true;
    const reader = watch();
    const before = generation.looks;
    await until(() => expect(generation.looks).toBeGreaterThan(before + 1));
    generation.isAway = false;
    finish();
    await until(() => expect(reader.isEnded).toBe(true));
    expect(reader.names).toHaveLength(8);
  });

  it('sees a fact before a live event that was said after it', async () => {
    const reader = watch();
    await until(() => expect(reader.names).toHaveLength(3));
    generation.add('FACT_KIND_IMAGE_STARTED', 0);
    announceLive(liveEvent(101, 0, { progress: { step: 1, steps: 20 } }, 4));
    await until(() => expect(reader.names.slice(3)).toEqual(['image.started', 'image.progress']));
  });

  it('is not told a place in line of an image that has started', async () => {
    const reader = watch();
    await until(() => expect(reader.names).toHaveLength(3));
    store.announce('gen_1', { fact: generation.add('FACT_KIND_IMAGE_STARTED', 0) });
    announceLive(liveEvent(101, 0, { position: { position: 1, estimateSeconds: 1 } }));
    announceLive(liveEvent(102, 0, preview(1)));
    await until(() => expect(reader.names.at(-1)).toBe('image.preview'));
    expect(reader.names.slice(3)).toEqual(['image.started', 'image.preview']);
  });
});

describe('a watcher that resumes', () => {
  it('gets the facts it missed and the newest live events only', async () => {
    generation.add('FACT_KIND_IMAGE_STARTED', 0);
    store.stored.push(
      liveEvent(105, 0, preview(5)),
      liveEvent(102, 1, { position: { position: 0, estimateSeconds: 1 } }),
    );
    const reader = watch(owner, '2.103');
    await until(() => expect(reader.names).toEqual(['image.queued', 'image.started', 'image.preview']));
    expect(reader.events.map(({ id }) => id)).toEqual(['3.103', '4.103', '4.105']);
  });

  it('gets the state as events, then the last one, after facts were swept', async () => {
    finish();
    generation.areFactsSwept = true;
    const reader = watch(owner, '4.100');
    await until(() => expect(reader.isEnded).toBe(true));
    expect(reader.names).toEqual(['image.completed', 'image.completed', 'generation.completed']);
  });
});

describe('visibility', () => {
  it('shows a stranger events of public images only', async () => {
    const [first] = generation.images;
    if (first) first.visibility = 'VISIBILITY_PRIVATE';
    const reader = watch(stranger);
    await until(() => expect(reader.names).toEqual(['generation.queued', 'image.queued']));
    announceLive(liveEvent(101, 0, preview(1)));
    announceLive(liveEvent(102, 1, preview(1)));
    await until(() => expect(reader.names.at(-1)).toBe('image.preview'));
    expect(reader.events.filter(({ data }) => data.image_id === 'img_0')).toEqual([]);
  });

  it('closes a stranger at the announcement that nothing is public any more, and lets nothing pass after it', async () => {
    const reader = watch(stranger);
    const ownersReader = watch(owner);
    await until(() => expect([reader.names.length, ownersReader.names.length]).toEqual([3, 3]));
    for (const image of generation.images) image.visibility = 'VISIBILITY_PRIVATE';
    store.announce('gen_1', { visibility: true });
    announceLive(liveEvent(101, 0, preview(1)));
    await until(() => expect(reader.isEnded).toBe(true));
    expect(reader.closed).toEqual(['invisible']);
    expect(reader.names).toHaveLength(3);
    await until(() => expect(ownersReader.names.at(-1)).toBe('image.preview'));
  });

  it('closes everyone when the generation is deleted, its owner too', async () => {
    const readers = [watch(stranger), watch(owner)];
    await until(() => expect(readers.map((reader) => reader.names.length)).toEqual([3, 3]));
    generation.isDeleted = true;
    store.announce('gen_1', { visibility: true });
    announceLive(liveEvent(101, 0, preview(1)));
    await until(() => expect(readers.map((reader) => reader.closed)).toEqual([['invisible'], ['invisible']]));
    expect(readers.map((reader) => reader.names.length)).toEqual([3, 3]);
  });

  it('closes a stranger by the tick when the announcement is lost', async () => {
    const reader = watch(stranger);
    await until(() => expect(reader.names).toHaveLength(3));
    for (const image of generation.images) image.visibility = 'VISIBILITY_PRIVATE';
    await until(() => expect(reader.closed).toEqual(['invisible']));
  });
});

describe('a stalled watcher', () => {
  const large = 'x'.repeat(100_000);

  it('slows nobody, holds a bounded amount, and gets the newest when it reads again', async () => {
    const reader = watch();
    const stalled = new Reader();
    stops.push(hub.watch(generation.id, owner, stalled.stream));
    await until(() => expect(reader.names).toHaveLength(3));
    for (let step = 1; step <= 50; step += 1) {
      announceLive(liveEvent(100 + step, 0, preview(step, large)));
      await until(() => expect(reader.events.at(-1)?.data.step).toBe(step));
    }
    expect(stalled.stream.readableLength).toBeLessThan(1_000_000);
    stalled.read();
    await until(() => expect(stalled.events.at(-1)?.data.step).toBe(50));
    expect(stalled.names.length).toBeLessThan(20);
  });

  it('is closed as slow when its buffer stays full', async () => {
    const stalled = new Reader();
    stops.push(hub.watch(generation.id, owner, stalled.stream));
    await until(() => expect(stalled.stream.cursor.factNumber).toBe(3));
    for (let step = 1; step <= 10; step += 1) announceLive(liveEvent(100 + step, 0, preview(step, large)));
    stalled.stream.keepAlive();
    expect(stalled.closed).toEqual([]);
    stalled.stream.keepAlive();
    expect(stalled.closed).toEqual(['slow']);
    await until(() => expect(stalled.isEnded).toBe(true));
  });

  it('gets time to read the last events, and is let go when it does not', async () => {
    const [slow, stalled] = [new Reader(), new Reader()];
    for (const { stream } of [slow, stalled]) stops.push(hub.watch(generation.id, owner, stream));
    finish();
    await until(() => expect(stalled.stream.cursor.factNumber).toBe(8));
    for (const { stream } of [slow, stalled]) stream.keepAlive();
    slow.read();
    await until(() => expect(slow.isEnded).toBe(true));
    expect(slow.names.at(-1)).toBe('generation.completed');
    expect(stalled.isEnded).toBe(false);
    stalled.stream.keepAlive();
    await until(() => expect(stalled.isEnded).toBe(true));
    expect(stalled.names).toEqual([]);
  });
});

it('asks the catalog once for all watchers of one person', async () => {
  const readers = Array.from({ length: 20 }, () => watch());
  await until(() => readers.forEach((reader) => expect(reader.names).toHaveLength(3)));
  expect(store.subscriptions).toBe(1);
  expect(generation.looks).toBeLessThan(10);
});

it('lets go of a generation that nobody watches', () => {
  watch();
  for (const stop of stops) stop();
  expect(store.subscriptions).toBe(0);
});

it('ends every stream at a stop, to be resumed elsewhere', async () => {
  const reader = watch();
  await until(() => expect(reader.names).toHaveLength(3));
  hub.stop();
  await until(() => expect(reader.isEnded).toBe(true));
  expect(reader.closed).toEqual(['stopping']);
  expect(() => watch()).toThrow(expect.objectContaining({ reason: 'REASON_UNAVAILABLE' }));
  await waitForEnd(hub, generation.id, owner, new AbortController().signal);
});

it('waits for the end, or for the signal', async () => {
  const aborted = waitForEnd(hub, generation.id, owner, AbortSignal.abort());
  await aborted;
  const ended = waitForEnd(hub, generation.id, owner, new AbortController().signal);
  finish();
  await ended;
  expect(store.subscriptions).toBe(0);
});
