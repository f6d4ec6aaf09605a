import type { CatalogClient } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { ObjectStore } from '@quartet/service-kit/object-store.ts';
import type { LivePublisher } from '../live/publish-live.ts';
import type { WorkerMetrics } from '../metrics.ts';
import type { NodeConnections } from '../streams/node-connections.ts';
import type { PlacementClient } from '../streams/placement-client.ts';

/** What activities work with; one set a process. */
export interface ActivityContext {
  readonly log: Logger;
  readonly metrics: WorkerMetrics;
  readonly catalog: CatalogClient;
  readonly placement: PlacementClient;
  readonly nodes: NodeConnections;
  readonly live: LivePublisher;
  readonly objects: ObjectStore;
}

/** Deadline of one call to the catalog; activities that meet a slow one are tried again by Temporal. */
export const catalogDeadlineMs = 5_000;
