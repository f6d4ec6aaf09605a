import { fileURLToPath } from 'node:url';
import { Catalog } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { Registry } from '@quartet/service-kit/metrics.ts';
import { createObjectStore } from '@quartet/service-kit/object-store.ts';
import { DefaultLogger, NativeConnection, Worker, type WorkerOptions, bundleWorkflowCode } from '@temporalio/worker';
import { Redis } from 'ioredis';
import type { Static } from 'typebox';
import { contentFreeErrors } from './activities/content-free-errors.ts';
import type { ActivityContext } from './activities/context.ts';
import { createActivities } from './activities/index.ts';
import { heartbeatMs as placeHeartbeatMs } from './activities/place.ts';
import { createLivePublisher } from './live/publish-live.ts';
import { createWorkerMetrics } from './metrics.ts';
import type { workerSettings } from './settings.ts';
import { NodeConnections } from './streams/node-connections.ts';
import { PlacementClient } from './streams/placement-client.ts';
import { taskQueues } from './task-queues.ts';

/** A running worker. */
export interface RunningWorker {
  /** What it still waits for, by name. */
  missing(): string[];
  /** Leaves its activities to other workers, then closes its connections. */
  stop(): Promise<void>;
}

/** After this long a shutdown leaves activities that do not end: Temporal gives them to another worker. */
const shutdownGrace = '2s';

/** Polls Temporal for workflow tasks, places and runs. Resolves when it polls. */
export async function startWorker(
  settings: Static<typeof workerSettings>,
  log: Logger,
  registry: Registry,
): Promise<RunningWorker> {
  const metrics = createWorkerMetrics(registry);
  // Live events are for now: while Redis is away they are dropped at once instead of queued.
  const redis = new Redis(settings.QUARTET_REDIS_URL, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  redis.on('error', (error) => log.warn({ err: error }, 'Redis is away'));
  const context: ActivityContext = {
    log,
    metrics,
    catalog: createClient(Catalog, settings.QUARTET_CATALOG_ADDRESS),
    placement: new PlacementClient(settings.QUARTET_SCHEDULER_ADDRESS, log),
    nodes: new NodeConnections(),
    live: createLivePublisher(redis, log),
    objects: createObjectStore(settings),
  };

  const connection = await NativeConnection.connect({ address: settings.QUARTET_TEMPORAL_ADDRESS });
  const common = {
    connection,
    namespace: settings.QUARTET_TEMPORAL_NAMESPACE,
    shutdownGraceTime: shutdownGrace,
    shutdownForceTime: '5s',
    interceptors: { activity: [contentFreeErrors(log, metrics)] },
  } satisfies WorkerOptions | { connection: NativeConnection };
  const activities = createActivities(context);
  const workers = [
    await Worker.create({
      ...common,
      taskQueue: taskQueues.workflows,
      workflowBundle: await bundleWorkflowCode({
        workflowsPath: fileURLToPath(new URL('./definitions/index.ts', import.meta.url)),
        logger: new DefaultLogger('WARN'),
      }),
    }),
    await Worker.create({
      ...common,
      taskQueue: taskQueues.place,
      activities: { ...activities.place },
      maxConcurrentActivityTaskExecutions: settings.QUARTET_WORKER_PLACE_LIMIT,
      maxHeartbeatThrottleInterval: placeHeartbeatMs,
    }),
    await Worker.create({
      ...common,
      taskQueue: taskQueues.run,
      activities: { ...activities.run },
      maxConcurrentActivityTaskExecutions: settings.QUARTET_WORKER_RUN_LIMIT,
      // Runs heartbeat each second: cancelling is noticed as soon.
      maxHeartbeatThrottleInterval: '1s',
    }),
  ];
  // A worker that ends by itself has met something it cannot mend: the process ends and is started again.
  const running = Promise.all(workers.map((worker) => worker.run()));
  running.catch((error: unknown) => {
    throw error;
  });

  return {
    missing: () => [
      ...workers.flatMap((worker) =>
        worker.getState() === 'RUNNING' ? [] : [`Temporal (${worker.options.taskQueue})`],
      ),
      ...(context.placement.connected ? [] : ['scheduler']),
    ],
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await connection.close();
      await context.placement.close();
      await context.nodes.close();
      context.catalog.close();
      redis.disconnect();
    },
  };
}
