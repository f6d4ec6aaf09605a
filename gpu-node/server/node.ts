import type {
  InfoRequest,
  InfoResponseInput,
  JoinRequestInput,
  NodeHandlers,
} from '@quartet/protos/generated/index.ts';
import { Node } from '@quartet/protos/services.ts';
import { startGrpcServer, unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { RunningProcess } from '@quartet/service-kit/lifecycle.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { createRegistry } from '@quartet/service-kit/metrics.ts';
import { startOpsServer } from '@quartet/service-kit/ops-server.ts';
import { type CallReport, Runner } from '../runtime/runner.ts';
import { unloadModel } from '../stages/load-model.ts';
import type { Settings } from '../settings.ts';
import { FleetClient } from './fleet-client.ts';
import { loadModels } from './load-models.ts';
import { createNodeMetrics } from './node-metrics.ts';
import { RunService } from './run-service.ts';
import { TaskTable } from './task-table.ts';

/** Streams get this long to take their last messages. */
const closeGraceMs = 2_000;
/** After the drain closing takes a call of a model at the most, and is cut after this long. */
const closeLimitMs = 12_000;

/** A started node. */
export interface RunningNode extends RunningProcess {
  /** Where it serves node.v1.Node, host:port. */
  readonly address: string;
  /** Where it serves /metrics and /readyz, host:port. */
  readonly opsAddress: string;
}

/** Starts a node: loads the store's models, serves Run and Info, joins the fleet. */
export async function startNode(settings: Settings): Promise<RunningNode> {
  const log = createLogger('gpu-node', settings.QUARTET_LOG_LEVEL);
  const registry = createRegistry('gpu-node');
  const metrics = createNodeMetrics(registry);
  const missing = new Set(['models', 'grpc server']);
  const ops = await startOpsServer({ listen: settings.QUARTET_OPS_LISTEN, registry, missing: () => [...missing] });

  const nodeId = settings.QUARTET_NODE_ID;
  const batchCap = settings.QUARTET_NODE_BATCH_CAP;
  // The picture that is decoded and the one that is stored take up room beside those in the call.
  const taskCap = settings.QUARTET_NODE_TASK_CAP ?? Math.ceil(1.5 * batchCap);
  const session = { provider: settings.QUARTET_NODE_PROVIDER, threads: settings.QUARTET_NODE_THREADS } as const;
  const models = await loadModels(settings.QUARTET_MODELS_DIR, { session, batchCap }, log);
  metrics.modelsResident.set(models.loaded.size);
  for (const model of models.loaded.keys()) {
    metrics.tasksEnded.inc({ model, reason: 'none' }, 0);
    metrics.gpuSeconds.inc({ model }, 0);
  }
  if (models.loaded.size > 0) missing.delete('models');
  const describeModels = () => [...models.loaded.values()].map((model) => model.describe());

  let fleet: FleetClient | undefined;
  const runner = new Runner({
    onCallStarted: (report) => {
      if (settings.QUARTET_NODE_STEP_LOG === '1') logStep(report);
    },
    onCallDone: ({ model, taskIds }, laneMs) => {
      metrics.batchSize.observe({ model }, taskIds.length);
      metrics.stepSeconds.observe({ model, batch: taskIds.length }, laneMs / 1_000);
    },
  });
  const tasks = new TaskTable({
    nodeId,
    taskCap,
    orphanGraceMs: settings.QUARTET_NODE_ORPHAN_GRACE_SECONDS * 1_000,
    checkpointEveryMs: settings.QUARTET_NODE_CHECKPOINT_SECONDS * 1_000,
    runner,
    models: models.loaded,
    unavailable: models.unavailable,
    metrics,
    log,
    onChange: () => fleet?.reportSoon(),
  });

  const runs = new RunService(tasks, metrics);
  const unary = unaryHandlers(log, registry);
  const handlers: NodeHandlers = {
    Run: (call) => runs.serve(call),
    Info: unary<InfoRequest, InfoResponseInput>(async () => ({
      nodeId,
      pool: settings.QUARTET_NODE_POOL,
      provider: session.provider,
      models: describeModels(),
      running: tasks.live.length,
      batchCap,
    })),
  };
  const server = await startGrpcServer({
    listen: settings.QUARTET_NODE_LISTEN,
    services: [{ definition: Node.service, handlers }],
  });
  server.setServing(models.loaded.size > 0);
  missing.delete('grpc server');

  const address = settings.QUARTET_NODE_ADDRESS ?? server.address;
  const report = (): JoinRequestInput => ({
    nodeId,
    address,
    pool: settings.QUARTET_NODE_POOL,
    epochSeen: tasks.epochSeen,
    models: describeModels(),
    batchCap,
    taskCap,
    running: tasks.running(),
    ended: tasks.ended(),
    draining: tasks.draining,
  });
  const drainMs = settings.QUARTET_NODE_DRAIN_SECONDS * 1_000;
  const schedulerAddress = settings.QUARTET_SCHEDULER_ADDRESS;
  fleet = new FleetClient({ schedulerAddress, tasks, report, log });
  log.info({ address, ops_address: ops.address, models: [...models.loaded.keys()] }, 'the node serves');

  return {
    log,
    address: server.address,
    opsAddress: ops.address,
    stopLimitMs: drainMs + closeLimitMs,
    stop: async () => {
      missing.add('draining');
      server.setServing(false);
      await tasks.drain(drainMs);
      await fleet?.close();
      runs.close();
      await server.close(closeGraceMs);
      // Cooperatively: a thread that is cut while a model runs takes the process with it.
      await Promise.all([...models.loaded.values()].map(unloadModel));
      await ops.close();
    },
  };
}

/** One line a call, for those who watch how samples share calls. */
function logStep({ model, taskIds, timesteps }: CallReport): void {
  process.stdout.write(`${JSON.stringify({ model, task_ids: taskIds, timesteps })}\n`);
}
