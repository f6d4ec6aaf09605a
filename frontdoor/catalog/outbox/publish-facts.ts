import { sql } from 'kysely';
import type { Database, OutboxRow, Tx } from '../database/schema.ts';
import type { CatalogMetrics } from '../metrics.ts';
import { claimOutbox, removeFromOutbox } from '../tables/outbox.ts';
import type { Announcer, Publication } from './announcer.ts';

const batchSize = 200;
/** Any number that no other advisory lock of this database has: "facts" on a telephone. */
const publisherLock = 32287;

/**
 * Publishes a batch of facts and announcements, oldest first. One catalog does so at a time, under a lock of the database: a
 * generation's facts must reach Redis in order, since it refuses a lower number after a higher one. Throws when Redis is away;
 * the rows stay and are published later.
 */
export async function publishFacts(
  db: Database,
  announcer: Announcer,
  metrics: CatalogMetrics,
): Promise<{ more: boolean }> {
  return db.transaction().execute(async (tx) => {
    if (!(await isPublisher(tx))) return { more: false };
    const rows = await claimOutbox(tx, ['publish_fact', 'announce_visibility'], batchSize);
    if (rows.length === 0) return { more: false };
    try {
      await announcer.publish(rows.map(publicationOf));
    } catch (error) {
      for (const row of rows) metrics.outboxFailed.inc({ kind: row.kind });
      throw error;
    }
    await removeFromOutbox(
      tx,
      rows.map((row) => row.id),
    );
    for (const row of rows) metrics.outboxDone.inc({ kind: row.kind });
    return { more: rows.length === batchSize };
  });
}

async function isPublisher(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${publisherLock}) as held`.execute(tx);
  return rows[0]?.held ?? false;
}

function publicationOf(row: OutboxRow): Publication {
  if (row.kind === 'announce_visibility') return { visibilityOf: row.generation_id };
  if (!row.fact) throw new Error(`outbox row ${row.id} carries no fact`);
  return { fact: row.fact };
}
