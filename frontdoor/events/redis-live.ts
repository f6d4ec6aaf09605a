/** {@link LiveStore} over Redis: one connection that subscribes, one that reads. Both may be away at any time. */
import { eventsChannel, isLiveEventField, liveKey, type Announcement } from '@quartet/protos/events.ts';
import type { LiveEvent } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { Redis } from 'ioredis';
import type { LiveStore } from './live-store.ts';

/** A read that takes longer is not waited for: live state is help, the catalog is the truth. */
const commandTimeoutMs = 1_000;
const reconnectDelayMaxMs = 1_000;

export interface RedisLive extends LiveStore {
  close(): void;
}

export function connectRedisLive(url: string, log: Logger): RedisLive {
  const open = (name: string): Redis => {
    const redis = new Redis(url, {
      connectionName: `quartet-frontdoor-${name}`,
      // What cannot be asked now fails now; nothing piles up while Redis is away.
      enableOfflineQueue: false,
      autoResubscribe: false,
      maxRetriesPerRequest: 0,
      commandTimeout: commandTimeoutMs,
      retryStrategy: (attempt) => Math.min(attempt * 50, reconnectDelayMaxMs),
    });
    let away = false;
    redis.on('error', (error) => {
      if (!away) log.warn({ err: error, connection: name }, 'redis is away');
      away = true;
    });
    redis.on('ready', () => {
      away = false;
    });
    return redis;
  };
  const reader = open('reader');
  const subscriber = open('subscriber');
  const listeners = new Map<string, (announcement: Announcement) => void>();
  const reconnectListeners: (() => void)[] = [];

  const lost = (error: unknown): void => log.debug({ err: error }, 'a redis command was lost');
  // The connection's next "ready" subscribes to everything that is wanted then, so a failure here needs no retry.
  subscriber.on('ready', () => {
    const channels = [...listeners.keys()];
    const subscribed = channels.length > 0 ? subscriber.subscribe(...channels) : Promise.resolve();
    subscribed.then(() => reconnectListeners.forEach((listener) => listener()), lost);
  });
  subscriber.on('message', (channel, text) => {
    const listener = listeners.get(channel);
    if (!listener) return;
    const announcement = parse(text);
    if (announcement) listener(announcement as Announcement);
  });

  function parse(text: string): object | undefined {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === 'object' && value !== null ? value : undefined;
    } catch (error) {
      log.warn({ err: error }, 'an announcement is not JSON and is dropped');
      return undefined;
    }
  }

  async function read(values: Promise<readonly (string | null)[]>): Promise<readonly LiveEvent[]> {
    try {
      return (await values).flatMap((text) => (text === null ? [] : ((parse(text) as LiveEvent | undefined) ?? [])));
    } catch (error) {
      lost(error);
      return [];
    }
  }

  return {
    subscribe: (generationId, onAnnouncement) => {
      const channel = eventsChannel(generationId);
      listeners.set(channel, onAnnouncement);
      if (subscriber.status === 'ready') subscriber.subscribe(channel).catch(lost);
      return () => {
        listeners.delete(channel);
        if (subscriber.status === 'ready') subscriber.unsubscribe(channel).catch(lost);
      };
    },
    onReconnected: (listener) => {
      reconnectListeners.push(listener);
    },
    readAll: (generationId) => {
      const values = reader
        .hgetall(liveKey(generationId))
        .then((fields) => Object.entries(fields).flatMap(([field, value]) => (isLiveEventField(field) ? [value] : [])));
      return read(values);
    },
    readStates: (generationId, imageIds) => {
      if (imageIds.length === 0) return Promise.resolve([]);
      const fields = imageIds.flatMap((id) => [`${id}:position`, `${id}:progress`]);
      return read(reader.hmget(liveKey(generationId), ...fields));
    },
    close: () => {
      reader.disconnect();
      subscriber.disconnect();
    },
  };
}
