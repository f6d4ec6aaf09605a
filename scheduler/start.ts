import type { ServiceDefinition } from '@grpc/grpc-js';
import type { Static } from 'typebox';
import { Admin, Fleet, Placement } from '@quartet/protos/services.ts';
import { startGrpcServer, unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { RunningProcess } from '@quartet/service-kit/lifecycle.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { readPools } from './pools.ts';
import { redisLock } from './server/leader-lock.ts';
import { leaderOnly } from './server/leader-only.ts';
import { Leadership } from './server/leadership.ts';
import { createMetrics } from './server/metrics.ts';
import { takeEpoch } from './server/take-epoch.ts';
import { Term } from './server/term.ts';
import type { settings } from './settings.ts';

/** Streams live as long as their peers: on stop they are cut, and the peers come back to the next scheduler. */
const stopGraceMs = 500;

/** A started scheduler. */
export interface RunningScheduler extends RunningProcess {
  /** Where it serves gRPC, host:port. */
  readonly address: string;
  /** Where its metrics are, host:port. */
  readonly opsAddress: string;
}

/**
 * Starts a scheduler. It serves from the start: as a standby, which names the leader to whoever calls, until it has the
 * lock in Redis and an epoch from the catalog. `/readyz` names what it misses of those two.
 */
export async function startScheduler(config: Static<typeof settings>, log: Logger): Promise<RunningScheduler> {
  const registry = createRegistry('scheduler');
  let term: Term | undefined;
  const pools = readPools(config.QUARTET_SCHEDULER_POOLS);
  const metrics = createMetrics(registry, pools, () => term);
  const unary = unaryHandlers(log, registry);
  const serve = (definition: ServiceDefinition, name: keyof Term['handlers']) => ({
    definition,
    handlers: leaderOnly(
      definition,
      unary,
      () => term?.handlers[name],
      () => leadership.refusal,
    ),
  });
  const server = await startGrpcServer({
    listen: config.QUARTET_SCHEDULER_LISTEN,
    services: [serve(Placement.service, 'placement'), serve(Fleet.service, 'fleet'), serve(Admin.service, 'admin')],
  });
  const address = config.QUARTET_SCHEDULER_ADDRESS ?? server.address;
  const leadership: Leadership = new Leadership({
    lock: redisLock(config.QUARTET_REDIS_URL, address, log),
    address,
    takeEpoch: (signal) =>
      takeEpoch({ catalogAddress: config.QUARTET_CATALOG_ADDRESS, leaderAddress: address, log, signal }),
    lead: (epoch, legacy) => {
      term = new Term(epoch, {
        address,
        metrics,
        pools,
        legacy,
        unary,
        superseded: (epochSeen) => leadership.superseded(epochSeen),
        log,
      });
    },
    stepDown: (refusal) => {
      term?.end(refusal);
      term = undefined;
    },
    legacy: () => term?.legacy() ?? '',
    log,
  });
  const ops = await startOpsServer({ listen: config.QUARTET_OPS_LISTEN, registry, missing: () => leadership.missing });
  server.setServing(true);
  log.info({ address: server.address, advertised: address, ops_address: ops.address }, 'the scheduler serves');
  return {
    log,
    address: server.address,
    opsAddress: ops.address,
    stop: async () => {
      await leadership.stop();
      await server.close(stopGraceMs);
      await ops.close();
    },
  };
}
