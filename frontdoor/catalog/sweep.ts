import { factsRetentionSeconds } from '@quartet/protos/events.ts';
import type { Database } from './database/schema.ts';
import type { CatalogMetrics } from './metrics.ts';
import { sweepFacts } from './tables/facts.ts';
import { sweepIdempotency } from './tables/idempotency.ts';
import { sweepOutbox } from './tables/outbox.ts';
import { sweepSessions } from './tables/sessions.ts';

/** Deletes what is past its time. */
export async function sweep(db: Database, metrics: CatalogMetrics, now: Date): Promise<void> {
  const factsBefore = new Date(now.getTime() - factsRetentionSeconds * 1_000);
  metrics.swept.inc({ table: 'facts' }, await sweepFacts(db, factsBefore));
  metrics.swept.inc({ table: 'outbox' }, await sweepOutbox(db, factsBefore));
  metrics.swept.inc({ table: 'idempotency' }, await sweepIdempotency(db, now));
  metrics.swept.inc({ table: 'sessions' }, await sweepSessions(db, now));
}
