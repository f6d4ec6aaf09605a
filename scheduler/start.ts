import type { Static } from 'typebox';
import { Admin, Fleet, Placement } from '@quartet/protos/services.ts';
import { startGrpcServer, unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { RunningProcess } from '@quartet/service-kit/lifecycle.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { adminHandlers } from './server/admin-service.ts';
import { Connections } from './server/connections.ts';
import { dispatcher } from './server/dispatch.ts';
import { fleetHandlers } from './server/fleet-service.ts';
import { Loop } from './server/loop.ts';
import { createMetrics } from './server/metrics.ts';
import { placementHandlers } from './server/placement-service.ts';
import { takeEpoch } from './server/take-epoch.ts';
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
 * Starts a scheduler: takes an epoch from the catalog, however long that is away, then serves. Until then `/readyz` names
 * the catalog as missing and nothing listens for nodes or workers, who keep trying.
 */
export async function startScheduler(
  config: Static<typeof settings>,
  log: Logger,
  signal?: AbortSignal,
): Promise<RunningScheduler> {
  const registry = createRegistry('scheduler');
  const connections = new Connections();
  const metrics = createMetrics(registry, () => loop.state);
  const loop: Loop = new Loop(dispatcher(connections, metrics, log));
  const unary = unaryHandlers(log, registry);
  const ops = await startOpsServer({
    listen: config.QUARTET_OPS_LISTEN,
    registry,
    missing: () => (loop.state.epoch === 0 ? ['catalog'] : []),
  });
  const epoch = await takeEpoch({
    catalogAddress: config.QUARTET_CATALOG_ADDRESS,
    leaderAddress: config.QUARTET_SCHEDULER_LISTEN,
    log,
    signal,
  });
  loop.apply({ kind: 'took_over', epoch });
  const server = await startGrpcServer({
    listen: config.QUARTET_SCHEDULER_LISTEN,
    services: [
      { definition: Placement.service, handlers: placementHandlers(loop, connections, unary, log) },
      { definition: Fleet.service, handlers: fleetHandlers(loop, connections, log) },
      { definition: Admin.service, handlers: adminHandlers(loop, unary) },
    ],
  });
  server.setServing(true);
  log.info({ epoch, address: server.address, ops_address: ops.address }, 'the scheduler serves');
  return {
    log,
    address: server.address,
    opsAddress: ops.address,
    stop: async () => {
      await server.close(stopGraceMs);
      loop.stop();
      await ops.close();
    },
  };
}
