/** The catalog put together: gRPC, background work and what it stands on. Started by `main.ts` and by tests. */
import { Catalog } from '@quartet/protos/services.ts';
import { startGrpcServer, unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { RunningProcess } from '@quartet/service-kit/lifecycle.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { modelFolders, parseStoreLocation } from '@quartet/service-kit/model-folders.ts';
import { startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { type Background, startBackground } from './background.ts';
import type { CatalogContext } from './context.ts';
import { connect } from './database/connect.ts';
import { migrate } from './database/migrate.ts';
import { parseDemoKeys, upsertDemoUsers } from './demo-users.ts';
import { catalogHandlers } from './handlers.ts';
import { createMetrics } from './metrics.ts';
import { modelsIn } from './models.ts';
import { s3Store } from './objects.ts';
import { redisAnnouncer } from './outbox/announcer.ts';
import { temporalWorkflows } from './outbox/workflows.ts';
import { startReadiness } from './readiness.ts';
import type { CatalogSettings } from './settings.ts';

/** A running catalog. */
export interface CatalogService extends RunningProcess {
  /** Where gRPC is served, host:port. */
  readonly address: string;
  /** Where operations are, host:port. */
  readonly opsAddress: string;
  /** Resolves when the database is migrated and the bucket exists. */
  readonly prepared: Promise<void>;
}

/** Open calls are given this long to end at a stop; no call takes longer. */
const stopGraceMs = 10_000;

/**
 * Starts serving at once and becomes ready when the database is there and migrated and the bucket exists; calls before that
 * are refused with `unavailable`. Redis and Temporal may be away: what they are to be told waits in the outbox.
 */
export async function startCatalog(settings: CatalogSettings): Promise<CatalogService> {
  const log = createLogger('catalog', settings.QUARTET_LOG_LEVEL);
  const demoKeys = parseDemoKeys(settings.QUARTET_CATALOG_DEMO_KEYS ?? '{}');
  const registry = createRegistry('catalog');
  const metrics = createMetrics(registry);
  const connection = connect(settings.DATABASE_URL, settings.QUARTET_CATALOG_POOL_SIZE, log);
  const objects = s3Store(settings);
  const modelStore = modelFolders(parseStoreLocation(settings.QUARTET_MODELS_DIR), settings);
  const announcer = redisAnnouncer(settings.QUARTET_REDIS_URL, log);
  const workflows = temporalWorkflows(settings.QUARTET_TEMPORAL_ADDRESS, settings.QUARTET_TEMPORAL_NAMESPACE);
  const now = (): Date => new Date();

  let background: Background | undefined;
  const context: CatalogContext = {
    db: connection.db,
    objects,
    models: modelsIn(modelStore, log, settings.QUARTET_CATALOG_DEFAULT_MODEL),
    metrics,
    log,
    now,
    wakeOutbox: () => background?.wakeOutbox(),
  };

  const server = await startGrpcServer({
    listen: settings.QUARTET_CATALOG_LISTEN,
    services: [
      {
        definition: Catalog.service,
        handlers: catalogHandlers(context, unaryHandlers(log, registry), () => readiness.isMigrated()),
      },
    ],
  });
  const readiness = startReadiness({
    connection,
    objects,
    migrate: async () => {
      const ran = await migrate(connection.db);
      if (ran.length > 0) log.info({ migrations: ran }, 'the database is migrated');
      await upsertDemoUsers(connection.db, demoKeys);
      background ??= startBackground({
        connection,
        objects,
        announcer,
        workflows,
        metrics,
        log,
        now,
        deletedGraceMs: settings.QUARTET_CATALOG_DELETED_GRACE_HOURS * 3_600_000,
      });
    },
    log,
    onChange: (ready) => server.setServing(ready),
  });
  const ops = await startOpsServer({
    listen: settings.QUARTET_OPS_LISTEN,
    registry,
    missing: () => readiness.missing(),
  });
  log.info({ address: server.address, ops: ops.address }, 'the catalog serves');

  return {
    log,
    address: server.address,
    opsAddress: ops.address,
    prepared: readiness.prepared,
    stop: async () => {
      await server.close(stopGraceMs);
      await readiness.stop();
      await background?.stop();
      announcer.close();
      await workflows.close();
      await connection.close();
      await ops.close();
    },
  };
}
