import type { Migration } from 'kysely';
import * as firstTables from './0001-first-tables.ts';
import * as actionsLikesDeletion from './0002-actions-likes-deletion.ts';
import * as idempotencyByGeneration from './0003-idempotency-by-generation.ts';
import * as checkpoints from './0004-checkpoints.ts';

/** Every migration by name, in order. One that was released is never changed: a new one follows it. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-actions-likes-deletion': actionsLikesDeletion,
  '0003-idempotency-by-generation': idempotencyByGeneration,
  '0004-checkpoints': checkpoints,
};
