import { factsRetentionSeconds } from '@quartet/protos/events.ts';
import { objectKey, objectsPrefix } from '@quartet/protos/objects.ts';
import type { Database } from './database/schema.ts';
import type { CatalogMetrics } from './metrics.ts';
import type { ObjectStore } from './objects.ts';
import { sweepDeleted } from './sweep-deleted.ts';
import { endedWithFacts, sweepFacts } from './tables/facts.ts';
import { sweepIdempotency } from './tables/idempotency.ts';
import { sweepOutbox } from './tables/outbox.ts';
import { sweepSessions } from './tables/sessions.ts';

/** Ended generations a round; the others wait for the next. */
const generationsARound = 200;

/** What sweeping works on. */
export interface SweepParts {
  readonly db: Database;
  readonly objects: Pick<ObjectStore, 'keysUnder' | 'remove'>;
  readonly metrics: CatalogMetrics;
  /** How long what was deleted is kept before it is removed. */
  readonly deletedGraceMs: number;
}

/** Removes what is past its time. */
export async function sweep(parts: SweepParts, now: Date): Promise<void> {
  const { db, objects, metrics } = parts;
  const before = new Date(now.getTime() - factsRetentionSeconds * 1_000);
  metrics.swept.inc({ kind: 'outbox' }, await sweepOutbox(db, before));
  metrics.swept.inc({ kind: 'idempotency' }, await sweepIdempotency(db, now));
  metrics.swept.inc({ kind: 'sessions' }, await sweepSessions(db, now));
  for (const id of await endedWithFacts(db, before, generationsARound)) {
    // Objects first: while a generation has facts it is swept again.
    metrics.swept.inc({ kind: 'objects' }, await sweepLosers(db, objects, id));
    metrics.swept.inc({ kind: 'facts' }, await sweepFacts(db, id));
  }
  const removed = await sweepDeleted(db, objects, new Date(now.getTime() - parts.deletedGraceMs), now);
  metrics.swept.inc({ kind: 'objects' }, removed.objects);
  metrics.swept.inc({ kind: 'generations' }, removed.generations);
}

/** Removes what leases that did not win have stored for the images of an ended generation; how many objects. */
async function sweepLosers(db: Database, objects: SweepParts['objects'], generationId: string): Promise<number> {
  const images = await db
    .selectFrom('images')
    .select(['id', 'status', 'result_epoch', 'result_number'])
    .where('generation_id', '=', generationId)
    .execute();
  let removed = 0;
  for (const { id, status, result_epoch: epoch, result_number: number } of images) {
    const winner = status === 'ready' && epoch !== null && number !== null ? { taskId: id, epoch, number } : undefined;
    const kept = winner ? [objectKey(winner, 'FILE_KIND_ORIGINAL'), objectKey(winner, 'FILE_KIND_THUMBNAIL')] : [];
    const losers = (await objects.keysUnder(objectsPrefix(id))).filter((key) => !kept.includes(key));
    if (losers.length > 0) await objects.remove(losers);
    removed += losers.length;
  }
  return removed;
}
