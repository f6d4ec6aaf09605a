import { loadConfig } from '@quartet/service-kit/config.ts';
import { runProcess } from '@quartet/service-kit/lifecycle.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { workerSettings } from './settings.ts';
import { startWorker } from './worker.ts';

await runProcess(async () => {
  const settings = loadConfig(workerSettings, 'QUARTET_WORKER_');
  const log = createLogger('worker', settings.QUARTET_LOG_LEVEL);
  const registry = createRegistry('worker');
  Runtime.install({
    // Signals belong to the process's own life cycle.
    shutdownSignals: [],
    // Temporal's own lines may quote failures; their level and text are kept, their fields are not.
    logger: new DefaultLogger('WARN', ({ level, message }) => log.warn({ temporal_level: level }, message)),
  });
  const worker = await startWorker(settings, log, registry);
  const ops = await startOpsServer({
    listen: settings.QUARTET_OPS_LISTEN,
    registry,
    missing: () => worker.missing(),
  });
  log.info({ ops: ops.address }, 'worker runs');
  return {
    log,
    stop: async () => {
      await worker.stop();
      await ops.close();
    },
  };
});
