import type { Logger } from '@quartet/service-kit/log.ts';
import type { Database, OutboxRow, Tx } from '../database/schema.ts';
import { type WorkflowType, actionTable } from '../image-actions.ts';
import type { CatalogMetrics } from '../metrics.ts';
import { openStates } from '../tables/images.ts';
import { claimOutbox, postponeInOutbox, removeFromOutbox } from '../tables/outbox.ts';
import type { WorkflowInput, Workflows } from './workflows.ts';

const batchSize = 32;

/**
 * Starts and cancels a batch of workflows. Rows are done side by side, those of one generation in order; one that fails waits
 * for itself alone. A start is repeated when this process dies between it and the commit: the workflow's id makes that no
 * second start.
 */
export async function runWorkflows(
  db: Database,
  workflows: Workflows,
  metrics: CatalogMetrics,
  log: Logger,
): Promise<{ more: boolean }> {
  return db.transaction().execute(async (tx) => {
    const rows = await claimOutbox(tx, ['start_workflow', 'cancel_workflow'], batchSize);
    const starts = await startsOf(tx, rows);
    const done: number[] = [];
    const failed: OutboxRow[] = [];
    let lastError: unknown;

    const doInOrder = async (ofOneGeneration: readonly OutboxRow[]): Promise<void> => {
      for (const row of ofOneGeneration) {
        try {
          const start = starts.get(row.generation_id);
          if (row.kind === 'cancel_workflow') await workflows.cancel(row.generation_id);
          // Without open images, as after a cancel, there is nothing to start.
          else if (start) await workflows.start(start.type, start.input);
          done.push(row.id);
          metrics.outboxDone.inc({ kind: row.kind });
        } catch (error) {
          metrics.outboxFailed.inc({ kind: row.kind });
          lastError = error;
          failed.push(...ofOneGeneration.filter((other) => other.id >= row.id));
          return;
        }
      }
    };
    const generationIds = [...new Set(rows.map((row) => row.generation_id))];
    await Promise.all(generationIds.map((id) => doInOrder(rows.filter((row) => row.generation_id === id))));

    if (failed.length > 0) log.warn({ err: lastError, rows: failed.length }, 'Temporal has not done everything yet');
    await removeFromOutbox(tx, done);
    await postponeInOutbox(
      tx,
      failed.map((row) => row.id),
    );
    return { more: rows.length === batchSize && failed.length === 0 };
  });
}

/** Which workflow is started, with what. */
interface Start {
  readonly type: WorkflowType;
  readonly input: WorkflowInput & { readonly imageIds: string[] };
}

/** How each generation's workflow is started: with its images that are still open. */
async function startsOf(tx: Tx, rows: readonly OutboxRow[]): Promise<ReadonlyMap<string, Start>> {
  const starting = rows.filter((row) => row.kind === 'start_workflow').map((row) => row.generation_id);
  if (starting.length === 0) return new Map();
  const images = await tx
    .selectFrom('images')
    .innerJoin('generations', 'generations.id', 'images.generation_id')
    .select(['images.id', 'images.generation_id', 'generations.request_id', 'generations.action'])
    .where('images.generation_id', 'in', starting)
    .where('images.status', 'in', openStates)
    .orderBy('images.index')
    .execute();
  const starts = new Map<string, Start>();
  for (const { id, generation_id: generationId, request_id: requestId, action } of images) {
    const start = starts.get(generationId) ?? {
      type: actionTable[action].workflow,
      input: { generationId, imageIds: [], requestId },
    };
    start.input.imageIds.push(id);
    starts.set(generationId, start);
  }
  return starts;
}
