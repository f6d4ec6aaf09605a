/** Redis, as the catalog needs it: facts into a generation's stream, announcements to whoever watches. */
import {
  type Announcement,
  eventsChannel,
  factsKey,
  factsRetentionSeconds,
  isLastFact,
  liveEndedField,
  liveKey,
} from '@quartet/protos/events.ts';
import type { Fact, FactKind } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { Redis } from 'ioredis';

/** What the outbox has for Redis. */
export type Publication = { readonly fact: Fact } | { readonly visibilityOf: string };

export interface Announcer {
  /** Publishes in order; a fact that is there already is passed over. Throws when Redis does not answer. */
  publish(publications: readonly Publication[]): Promise<void>;
  close(): void;
}

const endsImage: ReadonlySet<FactKind> = new Set([
  'FACT_KIND_IMAGE_COMPLETED',
  'FACT_KIND_IMAGE_FAILED',
  'FACT_KIND_IMAGE_CANCELED',
]);

const liveFields = (imageId: string): string[] =>
  ['position', 'progress', 'preview'].map((kind) => `${imageId}:${kind}`);

/** Redis refuses an entry id that is not greater than the last: the fact was published before. */
const isRepeat = (error: Error): boolean => error.message.includes('equal or smaller');

/** An announcer over Redis. While Redis is away calls fail at once; the outbox keeps what they carried. */
export function redisAnnouncer(url: string, log: Logger): Announcer {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 5_000,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2_000),
  });
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, 'Redis is away');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info('Redis is back');
    isAway = false;
  });
  void redis.connect().catch(() => undefined);

  return {
    publish: async (publications) => {
      if (redis.status !== 'ready') throw new Error('Redis is not connected');
      const pipeline = redis.pipeline();
      for (const publication of publications) {
        if ('visibilityOf' in publication) {
          const announcement: Announcement = { visibility: true };
          pipeline.publish(eventsChannel(publication.visibilityOf), JSON.stringify(announcement));
          continue;
        }
        const { fact } = publication;
        const { generationId, imageId } = fact;
        pipeline.xadd(factsKey(generationId), `${fact.number}-0`, 'fact', JSON.stringify(fact));
        if (endsImage.has(fact.kind)) {
          pipeline.hdel(liveKey(generationId), ...liveFields(imageId));
          pipeline.hset(liveKey(generationId), liveEndedField(imageId), '');
        }
        if (isLastFact(fact.kind)) {
          pipeline.expire(factsKey(generationId), factsRetentionSeconds);
          pipeline.expire(liveKey(generationId), factsRetentionSeconds);
        }
        const announcement: Announcement = { fact };
        pipeline.publish(eventsChannel(generationId), JSON.stringify(announcement));
      }
      const results = (await pipeline.exec()) ?? [];
      for (const [error] of results) if (error && !isRepeat(error)) throw error;
    },
    close: () => redis.disconnect(),
  };
}
