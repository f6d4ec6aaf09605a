/**
 * Publishes what a worker says of an image while it waits and is painted: only the newest of each kind and image is kept.
 *
 * The script numbers the event, keeps it and announces it in one step:
 *   KEYS[1] hash of newest live events (liveKey)      KEYS[2] stream of facts (factsKey)
 *   ARGV[1] field of the hash    ARGV[2] newest fact the worker knows    ARGV[3] Unix milliseconds
 *   ARGV[4] the event's JSON without `factNumber` and `liveNumber` and without its opening brace
 *   ARGV[5] channel    ARGV[6] seconds the hash is kept    ARGV[7] field that is there when the image has ended
 * Of an image that has ended nothing is kept or told: a straggling worker brings no preview back.
 * The fact number is the greater of what the worker and the stream know; the live number counts up and is at least the
 * clock, so ids increase over all events of a generation even when Redis was flushed.
 */
import type { LiveEvent } from '@quartet/protos/generated/index.ts';
import { eventsChannel, factsKey, factsRetentionSeconds, liveEndedField, liveKey } from '@quartet/protos/events.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { Redis, Result } from 'ioredis';

const script = `
if redis.call('HEXISTS', KEYS[1], ARGV[7]) == 1 then return end
local fact = tonumber(ARGV[2])
local newest = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
if newest then fact = math.max(fact, tonumber(string.match(newest[1], '^%d+'))) end
local last = tonumber(redis.call('HGET', KEYS[1], 'last') or '0')
local live = string.format('%.0f', math.max(last + 1, tonumber(ARGV[3])))
local event = '{"factNumber":' .. string.format('%.0f', fact) .. ',"liveNumber":' .. live .. ',' .. ARGV[4]
redis.call('HSET', KEYS[1], 'last', live, ARGV[1], event)
redis.call('EXPIRE', KEYS[1], ARGV[6])
redis.call('PUBLISH', ARGV[5], '{"live":' .. event .. '}')
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    quartetPublishLive(
      live: string,
      facts: string,
      field: string,
      factNumber: number,
      nowMs: number,
      json: string,
      channel: string,
      ttlSeconds: number,
      endedField: string,
    ): Result<null, Context>;
  }
}

/** A live event before it is numbered. */
export type UnnumberedLiveEvent = Omit<LiveEvent, 'factNumber' | 'liveNumber'>;

/** Publishes live events. Losing one costs a moment's picture, so a failure is logged and not tried again. */
export interface LivePublisher {
  /** @param factNumber number of the newest fact of the generation that the caller knows. */
  publish(event: UnnumberedLiveEvent, factNumber: number): void;
}

/** @param redis a connection of its own settings: commands fail fast while Redis is away. */
export function createLivePublisher(redis: Redis, log: Logger): LivePublisher {
  redis.defineCommand('quartetPublishLive', { numberOfKeys: 2, lua: script });
  return {
    publish: (event, factNumber) => {
      const { generationId, imageId, live } = event;
      redis
        .quartetPublishLive(
          liveKey(generationId),
          factsKey(generationId),
          `${imageId}:${live}`,
          factNumber,
          Date.now(),
          JSON.stringify(event).slice(1),
          eventsChannel(generationId),
          factsRetentionSeconds,
          liveEndedField(imageId),
        )
        .catch((error: unknown) => log.warn({ err: error, image_id: imageId, kind: live }, 'a live event was lost'));
    },
  };
}
