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
import { Runner } from '../runtime/runner.ts';
import type { CallReport } from '../runtime/step-call.ts';
import type { Settings } from '../settings.ts';
import { openStore } from '../store/open-store.ts';
import { checkProvider, memoryBudget, sessionSettings } from './device.ts';
import { FleetClient } from './fleet-client.ts';
import { createNodeMetrics } from './node-metrics.ts';
import { NodeModels } from './node-models.ts';
import { OperatorOrders } from './operator-orders.ts';
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

/**
 * Starts a node: serves Run and Info, and loads models of the store in the background. It joins the fleet with the first of
 * them, and is ready when those that fit are loaded.
 * @throws ConfigError when its provider cannot be had
 */
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
  const session = sessionSettings(settings);
  await checkProvider(session);
  const budgetBytes = await memoryBudget(settings);
  metrics.memoryBudgetBytes.set(budgetBytes);

  let fleet: FleetClient | undefined;
  let onModels = (): void => undefined;
  const models = await NodeModels.open({
    store: openStore(settings.QUARTET_MODELS_DIR, settings),
    load: { session, batchCap },
    budgetBytes,
    pinned: settings.QUARTET_NODE_PINNED_MODELS.split(',').filter((id) => id !== ''),
    metrics,
    log,
    onChange: () => onModels(),
  });
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
    models,
    metrics,
    log,
    onChange: () => fleet?.reportSoon(),
  });
  const orders = new OperatorOrders({ tasks, onChange: () => fleet?.reportSoon(), log });

  const runs = new RunService(tasks, metrics);
  const unary = unaryHandlers(log, registry);
  const handlers: NodeHandlers = {
    Run: (call) => runs.serve(call),
    Info: unary<InfoRequest, InfoResponseInput>(async () => ({
      nodeId,
      pool: settings.QUARTET_NODE_POOL,
      provider: session.provider,
      models: models.resident(),
      running: tasks.live.length,
      batchCap,
    })),
  };
  const server = await startGrpcServer({
    listen: settings.QUARTET_NODE_LISTEN,
    services: [{ definition: Node.service, handlers }],
  });
  missing.delete('grpc server');

  const address = settings.QUARTET_NODE_ADDRESS ?? server.address;
  let stopping = false;
  const report = (): JoinRequestInput => ({
    nodeId,
    address,
    pool: settings.QUARTET_NODE_POOL,
    epochSeen: tasks.epochSeen,
    models: models.resident(),
    stored: models.notResident(),
    memory: models.memory(),
    batchCap,
    taskCap,
    running: tasks.running(),
    ended: tasks.ended(),
    draining: stopping,
    order: orders.reported,
  });
  const drainMs = settings.QUARTET_NODE_DRAIN_SECONDS * 1_000;
  const schedulerAddress = settings.QUARTET_SCHEDULER_ADDRESS;
  onModels = () => {
    // Without any it joins as well, once it knows so: the fleet sees why.
    if (models.size > 0 || !models.loading) {
      fleet ??= new FleetClient({ schedulerAddress, tasks, models, orders, report, log });
    }
    fleet?.reportSoon();
    if (!missing.has('models') || models.size === 0 || models.loading) return;
    missing.delete('models');
    server.setServing(!stopping);
  };
  onModels();
  log.info({ address, ops_address: ops.address, budget_bytes: budgetBytes }, 'the node serves');

  return {
    log,
    address: server.address,
    opsAddress: ops.address,
    stopLimitMs: drainMs + closeLimitMs,
    stop: async () => {
      stopping = true;
      missing.add('draining');
      server.setServing(false);
      await tasks.drain(drainMs);
      tasks.close();
      onModels = () => undefined;
      await fleet?.close();
      runs.close();
      await server.close(closeGraceMs);
      // Cooperatively: a thread that is cut while a model runs takes the process with it.
      await models.close();
      await ops.close();
    },
  };
}

/** One line a call, for those who watch how samples share calls. */
function logStep({ model, taskIds, timesteps }: CallReport): void {
  process.stdout.write(`${JSON.stringify({ model, task_ids: taskIds, timesteps })}\n`);
}
