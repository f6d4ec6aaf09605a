/** A run against a node and a catalog that say what a test wants. */
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type {
  CatalogClient,
  CatalogHandlers,
  CheckpointGrant,
  DropCheckpointRequest,
  Lease,
  RecordCheckpointRequest,
  RunRequest,
  RunResponseInput,
  SignUploadRequest,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Catalog, Node } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';
import { type GrpcServer, startGrpcServer, unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { RunInput, RunResult } from '../definitions/activity-types.ts';
import { createWorkerMetrics } from '../metrics.ts';
import { NodeConnections } from '../streams/node-connections.ts';
import type { ActivityContext } from './context.ts';
import { run } from './run.ts';

const log = createLogger('test', 'silent');
const nodes = new NodeConnections();
let servers: GrpcServer[] = [];
let catalog: CatalogClient;
let context: ActivityContext;

/** What the node does with each request. */
let node: (request: RunRequest, say: (event: Omit<RunResponseInput, 'taskId'>) => void, cut: () => void) => void;
/** The step of the newest checkpoint that the catalog knows. */
let newest: number;
/** Whether it gives no task. */
let isCatalogAway: boolean;
const sign = vi.fn<(request: SignUploadRequest) => Promise<{ url: string }>>();
const record = vi.fn<(request: RecordCheckpointRequest) => Promise<object>>();
const drop = vi.fn<(request: DropCheckpointRequest) => Promise<object>>();
let registry: Registry;
let lease: Lease;
let leases = 0;

beforeAll(async () => {
  const unary = unaryHandlers(log, new Registry());
  const handlers = {
    GetTask: unary(async ({ taskId }: { taskId: string }) => {
      if (isCatalogAway) throw new ReasonError('REASON_UNAVAILABLE');
      return {
        description: { taskId, model: 'tiny', plan: 'PLAN_FREE' as const },
        content: {
          model: 'tiny',
          checkpoint: { url: 'http://store/newest', sizeBytes: 1, sha256: 'ab', step: newest },
        },
        status: 'IMAGE_STATUS_PAINTING' as const,
      };
    }),
    RecordStart: unary(async () => ({ factNumber: 1 })),
    SignUpload: unary((request: SignUploadRequest) => sign(request)),
    RecordCheckpoint: unary((request: RecordCheckpointRequest) => record(request)),
    DropCheckpoint: unary((request: DropCheckpointRequest) => drop(request)),
  } as unknown as CatalogHandlers;
  const Run = (stream: ServerDuplexStream<RunRequest, RunResponseInput>): void => {
    stream.on('data', (request: RunRequest) =>
      node(
        request,
        (event) => stream.write({ taskId: request.taskId, ...event }),
        () => stream.end(),
      ),
    );
    stream.on('end', () => stream.end());
  };
  servers = await Promise.all(
    [
      { definition: Catalog.service, handlers },
      { definition: Node.service, handlers: { Run } },
    ].map((service) => startGrpcServer({ listen: '127.0.0.1:0', services: [service] })),
  );
  catalog = createClient(Catalog, servers[0]?.address ?? '');
});
beforeEach(() => {
  leases += 1;
  newest = 8;
  isCatalogAway = false;
  lease = { taskId: `img_${leases}`, epoch: 1, number: leases, nodeId: 'a', nodeAddress: servers[1]?.address ?? '' };
  registry = new Registry();
  context = {
    log,
    metrics: createWorkerMetrics(registry),
    catalog,
    nodes,
    live: { publish: () => undefined },
  } as unknown as ActivityContext;
  sign.mockReset().mockResolvedValue({ url: 'http://store/checkpoint' });
  record.mockReset().mockResolvedValue({});
  drop.mockReset().mockResolvedValue({});
});
afterAll(async () => {
  await nodes.close();
  catalog.close();
  for (const server of servers) await server.close(0);
});

const runs = (changes: Partial<RunInput> = {}, attempt = 1): Promise<RunResult> => {
  const input: RunInput = { lease, requestId: 'r', ...changes };
  return new MockActivityEnvironment({ attempt }).run(() => run(context, input)) as Promise<RunResult>;
};
const repeated = async (): Promise<number> => {
  const metric = await registry.getSingleMetric('quartet_worker_steps_repeated_total')?.get();
  return metric?.values[0]?.value ?? Number.NaN;
};
const ready = { step: 8, sizeBytes: 500, sha256: 'ab' };

test('a checkpoint is given a place, and is noted when it is stored there', async () => {
  const granted = vi.fn<(grant: CheckpointGrant) => void>();
  node = ({ start, checkpointUpload }, say) => {
    if (start) {
      say({ accepted: { step: 0, steps: 20 } });
      say({ checkpointReady: ready });
    } else if (checkpointUpload) {
      granted(checkpointUpload);
      say({ checkpointStored: ready });
      say({ done: { sizeBytes: 1 } });
    }
  };
  expect(await runs()).toMatchObject({ kind: 'stored' });
  const upload = { url: 'http://store/checkpoint', headers: {} };
  expect(granted).toHaveBeenCalledExactlyOnceWith({ sha256: 'ab', upload });
  expect(sign.mock.calls[0]?.[0]).toMatchObject({
    lease,
    kind: 'FILE_KIND_CHECKPOINT',
    sizeBytes: 500,
    sha256: 'ab',
    mediaType: 'application/octet-stream',
  });
  await vi.waitFor(() => expect(record.mock.calls[0]?.[0]).toMatchObject({ lease, ...ready }));
});

test('a run that was handed back ends when the catalog knows where it got to, and says so', async () => {
  let answer: () => void = () => undefined;
  record.mockImplementation(() => new Promise((resolve) => (answer = () => resolve({}))));
  node = (_, say) => {
    say({ accepted: { step: 2, steps: 20 } });
    say({ step: { step: 8, steps: 20 } });
    say({ checkpointStored: ready });
    say({ failed: { reason: 'REASON_DRAINING' } });
  };
  const ended = vi.fn<(result: RunResult) => void>();
  const running = runs().then(ended);
  await vi.waitFor(() => expect(record).toHaveBeenCalledOnce());
  // Whatever else was under way has had its turns by now.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(ended).not.toHaveBeenCalled();
  answer();
  await running;
  expect(ended).toHaveBeenCalledExactlyOnceWith({ kind: 'failed', reason: 'REASON_DRAINING', step: 8 });
});

test('a checkpoint that the node refused is forgotten before those that follow are noted', async () => {
  const told: string[] = [];
  drop.mockImplementation(async ({ taskId, sha256 }) => {
    // Time enough for what does not wait for its turn.
    await new Promise(setImmediate);
    told.push(`drop ${taskId} ${sha256}`);
    return {};
  });
  record.mockImplementation(async ({ step }) => {
    told.push(`record ${step}`);
    return {};
  });
  node = (_, say) => {
    say({ checkpointRefused: { sha256: 'cd' } });
    say({ checkpointStored: ready });
    say({ failed: { reason: 'REASON_DRAINING' } });
  };
  await runs();
  expect(told).toEqual([`drop ${lease.taskId} cd`, 'record 8']);
});

test('a catalog that gives no place or notes nothing costs the checkpoint alone', async () => {
  sign.mockRejectedValue(new ReasonError('REASON_UNAVAILABLE'));
  record.mockRejectedValue(new ReasonError('REASON_INTERNAL'));
  node = ({ start, checkpointUpload }, say) => {
    expect(checkpointUpload ?? null).toBeNull();
    if (!start) return;
    say({ accepted: { step: 0, steps: 20 } });
    say({ checkpointReady: ready });
    say({ checkpointStored: ready });
    say({ failed: { reason: 'REASON_BAD_OUTPUT' } });
  };
  expect(await runs()).toEqual({ kind: 'failed', reason: 'REASON_BAD_OUTPUT', step: 0 });
  expect(record).toHaveBeenCalledOnce();
});

test('steps that a lost lease had taken and this one takes again are counted, once', async () => {
  node = (_, say) => {
    say({ accepted: { step: 12, steps: 20 } });
    say({ step: { step: 13, steps: 20 } });
    say({ failed: { reason: 'REASON_NODE_LOST' } });
  };
  expect(await runs()).toMatchObject({ step: 13 });
  expect(await repeated()).toBe(0);
  await runs({ stepBefore: 17 });
  expect(await repeated()).toBe(5);
  await runs({ stepBefore: 11 });
  expect(await repeated()).toBe(5);
  // A second try attaches to what the first has started.
  await runs({ stepBefore: 17 }, 2);
  expect(await repeated()).toBe(5);
});

test('a node that is back as another process goes on from the newest checkpoint; what it takes again is counted', async () => {
  const given: (number | undefined)[] = [];
  node = ({ start }, say, cut) => {
    given.push(start?.content?.checkpoint?.step);
    say({ accepted: { step: newest, steps: 20 } });
    if (newest === 16) {
      say({ done: { sizeBytes: 1 } });
    } else {
      say({ step: { step: 19, steps: 20 } });
      newest = 16;
      cut();
    }
  };
  expect(await runs()).toMatchObject({ kind: 'stored' });
  expect(given).toEqual([8, 16]);
  expect(await repeated()).toBe(3);
});

test('a stream that breaks while the catalog is away is met again with what is known', async () => {
  const given: (number | undefined)[] = [];
  node = ({ start }, say, cut) => {
    given.push(start?.content?.checkpoint?.step);
    say({ accepted: { step: 19, steps: 20 } });
    if (isCatalogAway) {
      say({ done: { sizeBytes: 1 } });
    } else {
      isCatalogAway = true;
      cut();
    }
  };
  expect(await runs()).toMatchObject({ kind: 'stored' });
  expect(given).toEqual([8, 8]);
});

test('a run that the node never took on got nowhere', async () => {
  node = (_, say) => say({ failed: { reason: 'REASON_NODE_FULL' } });
  expect(await runs({ stepBefore: 17 })).toEqual({ kind: 'failed', reason: 'REASON_NODE_FULL', step: undefined });
  expect(await repeated()).toBe(0);
});

test('a run that begins afresh is given no checkpoint', async () => {
  const given: (string | undefined)[] = [];
  node = ({ start }, say) => {
    given.push(start?.content?.checkpoint?.url);
    say({ failed: { reason: 'REASON_NODE_FULL' } });
  };
  await runs();
  await runs({ afresh: true });
  expect(given).toEqual(['http://store/newest', undefined]);
});
