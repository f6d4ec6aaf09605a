import { PeerAddress, commonSettings, objectStoreSettings } from '@quartet/service-kit/config.ts';
import { Type } from 'typebox';

/** Settings of the worker process. */
export const workerSettings = Type.Object({
  ...commonSettings,
  ...objectStoreSettings,
  QUARTET_CATALOG_ADDRESS: PeerAddress('the catalog'),
  QUARTET_SCHEDULER_ADDRESS: PeerAddress('the scheduler'),
  QUARTET_TEMPORAL_ADDRESS: PeerAddress('the Temporal frontend'),
  QUARTET_TEMPORAL_NAMESPACE: Type.String({ default: 'default', description: 'Temporal namespace' }),
  QUARTET_REDIS_URL: Type.String({ description: 'URL of Redis' }),
  QUARTET_WORKER_PLACE_LIMIT: Type.Integer({
    default: 2000,
    minimum: 1,
    description: 'images that may wait for a lease in this worker at once',
  }),
  QUARTET_WORKER_RUN_LIMIT: Type.Integer({
    default: 500,
    minimum: 1,
    description: 'images that may be painted through this worker at once',
  }),
});
