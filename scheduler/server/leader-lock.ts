/**
 * The lock that makes one scheduler of a cell its leader, in the cell's Redis. It outlives a leader that has died by its
 * lifetime, and is nothing to rely on alone: epochs fence off a leader that does not know yet that another has the lock.
 *
 * `hold` takes the lock if it is free, keeps it if it is ours, and leaves another's alone, in one step:
 *   KEYS[1] the lock    KEYS[2] what the leader leaves to the next one
 *   ARGV[1] our value, `{address} {instance}`    ARGV[2] milliseconds the lock lives
 *   ARGV[3] what we leave to the next leader; empty: what is there stays    ARGV[4] milliseconds that is kept
 *   Result: the value of whoever has the lock now, and what the last leader has left (or false).
 * `release` gives the lock back if it is ours:
 *   KEYS[1] the lock    ARGV[1] our value    Result: 1 if it was ours, else 0.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from '@quartet/service-kit/log.ts';
import { Redis, type Result } from 'ioredis';

const holdScript = `
local holder = redis.call('GET', KEYS[1])
if not holder or holder == ARGV[1] then
  holder = ARGV[1]
  redis.call('SET', KEYS[1], holder, 'PX', ARGV[2])
  if ARGV[3] ~= '' then redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4]) end
end
return { holder, redis.call('GET', KEYS[2]) }
`;

const releaseScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    quartetHoldLock(
      lock: string,
      legacy: string,
      value: string,
      lifetimeMs: number,
      left: string,
      leftLifetimeMs: number,
    ): Result<[string, string | null], Context>;
    quartetReleaseLock(lock: string, value: string): Result<number, Context>;
  }
}

/** One a cell: every cell has a Redis of its own. */
const lockKey = 'scheduler:leader';
const legacyKey = 'scheduler:legacy';

/** A leader that has died is replaced after so long; one that lives renews the lock three times in it. */
const lockLifetimeMs = 3_000;
/** A word from a leader that is gone for longer is of no use. */
const legacyLifetimeMs = 300_000;
/** A Redis that takes longer is away. */
const commandTimeoutMs = 1_000;
const reconnectDelayMaxMs = 500;

/** Who has the lock. */
export interface Holder {
  readonly isSelf: boolean;
  /** Where it serves, host:port. */
  readonly address: string;
  /** What the last leader has left, if it was not long ago. */
  readonly legacy: string | undefined;
}

/** The lock as one scheduler sees it. Every method throws when Redis does not answer. */
export interface LeaderLock {
  /** Takes the lock if it is free or keeps it if it is ours. @param legacy what a next leader should know; empty: no news. */
  hold(legacy: string): Promise<Holder>;
  /** Gives it back if it is ours. */
  release(): Promise<void>;
  close(): void;
}

/** A lock under a name of this process alone: one that is started again at the same address is another. */
export function redisLock(url: string, address: string, log: Logger): LeaderLock {
  const value = `${address} ${randomUUID()}`;
  const redis = new Redis(url, {
    connectionName: 'quartet-scheduler',
    // What cannot be asked now fails now: an answer that comes late says nothing about the lock.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 50, reconnectDelayMaxMs),
  });
  redis.defineCommand('quartetHoldLock', { numberOfKeys: 2, lua: holdScript });
  redis.defineCommand('quartetReleaseLock', { numberOfKeys: 1, lua: releaseScript });
  let isAway = false;
  redis.on('error', (error) => {
    if (!isAway) log.warn({ err: error }, 'Redis is away');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) log.info('Redis is back');
    isAway = false;
  });
  return {
    hold: async (left) => {
      const [holder, legacy] = await redis.quartetHoldLock(
        lockKey,
        legacyKey,
        value,
        lockLifetimeMs,
        left,
        legacyLifetimeMs,
      );
      return { isSelf: holder === value, address: holder.split(' ')[0] ?? '', legacy: legacy ?? undefined };
    },
    release: async () => {
      await redis.quartetReleaseLock(lockKey, value);
    },
    close: () => redis.disconnect(),
  };
}
