import type { Logger } from '@quartet/service-kit/log.ts';
import type { Database } from './database/schema.ts';
import type { CatalogMetrics } from './metrics.ts';
import type { Workflows } from './outbox/workflows.ts';
import { addToOutbox } from './tables/outbox.ts';

const stillMs = 15_000;
const batchSize = 100;

/**
 * Looks at open generations that have stood still: one whose workflow runs is left alone, one whose workflow is closed or
 * unknown is started again. What the outbox still has to start is the outbox's. Each is looked at once in 15 s, by whichever
 * catalog comes first.
 */
export async function reconcile(
  db: Database,
  workflows: Workflows,
  metrics: CatalogMetrics,
  log: Logger,
  now: Date,
): Promise<{ more: boolean }> {
  const still = await takeStill(db, now);
  for (const generationId of still) {
    let running: boolean;
    try {
      running = await workflows.isRunning(generationId);
    } catch (error) {
      // The rest would not be answered either: all of them stand still and come again.
      metrics.reconciled.inc({ action: 'unanswered' });
      throw error;
    }
    metrics.reconciled.inc({ action: running ? 'left_alone' : 'started_again' });
    if (running) continue;
    log.warn({ generation_id: generationId }, 'an open generation has no running workflow and is started again');
    await addToOutbox(db, generationId, [{ kind: 'start_workflow' }]);
  }
  return { more: still.length === batchSize };
}

/** Open generations that have stood still and are not about to be started, noted as looked at. */
async function takeStill(db: Database, now: Date): Promise<readonly string[]> {
  const rows = await db
    .updateTable('generations')
    .set({ touched_at: now })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('generations')
        .select('generations.id')
        .where('ended_at', 'is', null)
        .where('touched_at', '<', new Date(now.getTime() - stillMs))
        .where((inner) =>
          inner.not(
            inner.exists(
              inner
                .selectFrom('outbox')
                .select('outbox.id')
                .whereRef('outbox.generation_id', '=', 'generations.id')
                .where('outbox.kind', '=', 'start_workflow'),
            ),
          ),
        )
        .orderBy('touched_at')
        .limit(batchSize)
        .forUpdate()
        .skipLocked(),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
