/** What the catalog needs before it can serve, and whether it still has it. */
import type { Logger } from '@quartet/service-kit/log.ts';
import { sql } from 'kysely';
import pRetry from 'p-retry';
import type { Connection } from './database/connect.ts';
import { isUnavailable } from './database/errors.ts';
import { startLoop } from './loop.ts';
import type { ObjectStore } from './objects.ts';

const probeEveryMs = 2_000;

/** Waits for a part that is away: soon at first, then each 2 s, without end. */
const patience = { retries: Number.POSITIVE_INFINITY, minTimeout: 100, maxTimeout: 2_000, factor: 2 } as const;

export interface Readiness {
  /** By name; empty when everything is there. */
  missing(): readonly string[];
  /** Whether the tables are there: before that no request can be answered. */
  isMigrated(): boolean;
  stop(): Promise<void>;
}

/**
 * Runs `migrate` once the database answers and makes the bucket once the store does, then looks at both again and again.
 * Resolves `prepared` when both have been there. A migration that the database refuses is a defect and rejects.
 */
export function startReadiness(options: {
  readonly connection: Connection;
  readonly objects: ObjectStore;
  readonly migrate: () => Promise<void>;
  readonly log: Logger;
  readonly onChange: (ready: boolean) => void;
}): Readiness & { readonly prepared: Promise<void> } {
  const { connection, objects, log } = options;
  const missing = new Set(['database', 'migrations', 'object store']);
  const abort = new AbortController();

  const note = (part: string, isThere: boolean): void => {
    const before = missing.size;
    if (isThere) missing.delete(part);
    else missing.add(part);
    if (before !== missing.size) log.info({ missing: [...missing] }, isThere ? 'a part is there' : 'a part is away');
    options.onChange(missing.size === 0);
  };

  const patient = { ...patience, signal: abort.signal };
  const prepareDatabase = pRetry(
    async () => {
      await options.migrate();
      note('database', true);
      note('migrations', true);
    },
    { ...patient, shouldRetry: ({ error }) => isUnavailable(error) },
  );
  const prepareBucket = pRetry(async () => {
    await objects.ensureBucket();
    note('object store', true);
  }, patient);
  const prepared = Promise.all([prepareDatabase, prepareBucket]).then(
    () => undefined,
    (error: unknown) => {
      if (!abort.signal.aborted) throw error;
    },
  );

  const probe = startLoop({
    name: 'readiness',
    everyMs: probeEveryMs,
    log,
    work: async () => {
      if (!missing.has('migrations')) {
        note('database', await succeeds(sql`select 1`.execute(connection.db)));
        note('object store', await succeeds(objects.ensureBucket()));
      }
      return { more: false };
    },
  });

  return {
    prepared,
    missing: () => [...missing],
    isMigrated: () => !missing.has('migrations'),
    stop: async () => {
      abort.abort(new Error('stopping'));
      await Promise.allSettled([prepared, probe.stop()]);
    },
  };
}

const succeeds = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false,
  );
