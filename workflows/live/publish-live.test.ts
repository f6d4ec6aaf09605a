import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareEventIds, eventsChannel, factsKey, liveEndedField, liveKey } from '@quartet/protos/events.ts';
import type { LiveEvent } from '@quartet/protos/generated/index.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LivePublisher, createLivePublisher } from './publish-live.ts';

const program = process.env['QUARTET_REDIS_BIN'];

describe.skipIf(!program)('publishing live events', () => {
  const generationId = 'gen_1';
  const progress = (imageId: string, step: number) =>
    ({ generationId, imageId, index: 0, live: 'progress', progress: { step, steps: 20 } }) as const;
  let folder: string;
  let server: ChildProcess;
  let redis: Redis;
  let watcher: Redis;
  let publisher: LivePublisher;
  let announced: LiveEvent[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'quartet-live-'));
    const socket = join(folder, 'redis.sock');
    server = spawn(program ?? '', ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder], {
      stdio: 'ignore',
    });
    const connect = (): Redis => {
      const client = new Redis({ path: socket, retryStrategy: () => 20, maxRetriesPerRequest: null });
      // Refused until the server listens.
      client.on('error', () => undefined);
      return client;
    };
    redis = connect();
    watcher = connect();
    await Promise.all([redis.ping(), watcher.subscribe(eventsChannel(generationId))]);
    watcher.on('message', (_channel, text) => announced.push((JSON.parse(text) as { live: LiveEvent }).live));
    publisher = createLivePublisher(redis, createLogger('test', 'error'));
  });
  beforeEach(async () => {
    announced = [];
    await redis.flushall();
  });
  afterAll(async () => {
    redis?.disconnect();
    watcher?.disconnect();
    if (server?.exitCode === null) {
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  const heard = (count: number): Promise<LiveEvent[]> =>
    vi.waitFor(() => {
      expect(announced.length).toBe(count);
      return announced;
    });

  it('announces each and keeps the newest of a kind and image', async () => {
    for (const step of [1, 2, 3]) publisher.publish(progress('img_1', step), 2);
    publisher.publish(progress('img_2', 1), 2);
    expect((await heard(4)).map((event) => event.progress?.step)).toEqual([1, 2, 3, 1]);
    const kept = await redis.hgetall(liveKey(generationId));
    expect(Object.keys(kept).toSorted()).toEqual(['img_1:progress', 'img_2:progress', 'last']);
    expect(JSON.parse(kept['img_1:progress'] ?? '')).toEqual(announced[2]);
  });

  it('numbers them upwards, also after Redis was flushed', async () => {
    publisher.publish(progress('img_1', 1), 2);
    publisher.publish(progress('img_1', 2), 2);
    await heard(2);
    await redis.flushall();
    publisher.publish(progress('img_1', 3), 2);
    const events = await heard(3);
    for (const [i, event] of events.slice(1).entries()) {
      expect(compareEventIds(event, events[i] ?? event)).toBeGreaterThan(0);
    }
  });

  it('says nothing more of an image that has ended', async () => {
    publisher.publish(progress('img_1', 1), 2);
    await heard(1);
    await redis.hset(liveKey(generationId), liveEndedField('img_1'), '');
    publisher.publish(progress('img_1', 2), 2);
    publisher.publish(progress('img_2', 1), 2);
    expect((await heard(2)).map((event) => event.imageId)).toEqual(['img_1', 'img_2']);
  });

  it('counts under the newest fact that the worker or the stream knows', async () => {
    publisher.publish(progress('img_1', 1), 3);
    await redis.xadd(factsKey(generationId), '7-0', 'fact', '{}');
    publisher.publish(progress('img_1', 2), 3);
    publisher.publish(progress('img_1', 3), 9);
    expect((await heard(3)).map((event) => event.factNumber)).toEqual([3, 7, 9]);
  });
});
