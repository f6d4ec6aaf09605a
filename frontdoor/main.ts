import { parseAddress } from '@quartet/service-kit/address.ts';
import { type RunningProcess, runProcess } from '@quartet/service-kit/lifecycle.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { catalogViews } from './events/catalog-views.ts';
import { EventHub } from './events/hub.ts';
import { createEventMetrics } from './events/metrics.ts';
import { connectRedisLive } from './events/redis-live.ts';
import { buildApp } from './http/app.ts';
import { connectPeers } from './http/peers.ts';
import { connectPictureStore } from './routes/picture-store.ts';
import { loadSettings } from './settings.ts';

/** How often readiness looks whether the catalog can be reached. */
const readinessMs = 1_000;

/** Starts the HTTP front door. */
async function start(): Promise<RunningProcess> {
  const settings = loadSettings();
  const log = createLogger('frontdoor', settings.QUARTET_LOG_LEVEL);
  const registry = createRegistry('frontdoor');
  const peers = connectPeers({
    catalog: settings.QUARTET_CATALOG_ADDRESS,
    scheduler: settings.QUARTET_SCHEDULER_ADDRESS,
  });
  const store = connectRedisLive(settings.QUARTET_REDIS_URL, log);
  const hub = new EventHub({ source: catalogViews(peers.catalog), store, log });
  const eventMetrics = createEventMetrics(registry);
  const app = await buildApp({
    catalog: peers.catalog,
    scheduler: peers.scheduler,
    store,
    pictures: connectPictureStore(settings),
    hub,
    eventMetrics,
    log,
    registry,
    demoKey: settings.QUARTET_FRONTDOOR_DEMO_KEY,
    trustProxy: settings.QUARTET_FRONTDOOR_TRUST_PROXY,
    rateLimits: {
      perPerson: settings.QUARTET_FRONTDOOR_RATE_LIMIT,
      perAddress: settings.QUARTET_FRONTDOOR_ANONYMOUS_RATE_LIMIT,
    },
  });

  let isCatalogReachable = false;
  const lookAtCatalog = async (): Promise<void> => {
    isCatalogReachable = await peers.catalogIsReachable();
  };
  const readiness = setInterval(() => void lookAtCatalog(), readinessMs);
  await lookAtCatalog();

  const ops = await startOpsServer({
    listen: settings.QUARTET_OPS_LISTEN,
    registry,
    missing: () => (isCatalogReachable ? [] : ['catalog']),
  });
  const { host, port } = parseAddress(settings.QUARTET_FRONTDOOR_LISTEN);
  const url = await app.listen({ host, port });
  log.info({ url, ops: ops.address }, 'serving');

  return {
    log,
    stop: async () => {
      clearInterval(readiness);
      await app.close();
      store.close();
      peers.close();
      await ops.close();
    },
  };
}

await runProcess(start);
