import type { Logger } from '@quartet/service-kit/log.ts';
import type { Database } from './database/schema.ts';
import type { CatalogMetrics } from './metrics.ts';
import type { ModelShelf } from './models.ts';
import type { ObjectStore } from './objects.ts';

/** What the catalog's actions work with. */
export interface CatalogContext {
  readonly db: Database;
  readonly objects: ObjectStore;
  readonly models: ModelShelf;
  readonly metrics: CatalogMetrics;
  readonly log: Logger;
  /** The time by this process's clock. */
  readonly now: () => Date;
  /** Says that a commit has put something into the outbox. */
  readonly wakeOutbox: () => void;
}
