/** The scheduler as its peers see it: a real server, a catalog that gives epochs, a node that joins, a worker that places. */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type {
  JoinRequestInput,
  JoinResponse,
  PlaceRequestInput,
  PlaceResponse,
} from '@quartet/protos/generated/index.ts';
import { Admin, Catalog, Fleet, Placement } from '@quartet/protos/services.ts';
import { callUnary, createClient } from '@quartet/service-kit/grpc-client.ts';
import { type GrpcServer, startGrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunningScheduler, startScheduler } from './start.ts';
import { aReport, aTask } from './testing.ts';

const patience = { timeout: 10_000, interval: 10 };
const options = { deadlineMs: 5_000 };

let catalog: GrpcServer;
let scheduler: RunningScheduler;
const closers: (() => void)[] = [];

async function startCatalog(epoch: number): Promise<GrpcServer> {
  return startGrpcServer({
    listen: '127.0.0.1:0',
    services: [
      {
        definition: Catalog.service,
        handlers: {
          TakeEpoch: (_call: unknown, answer: (error: null, value: object) => void) => answer(null, { epoch }),
        },
      },
    ],
  });
}

beforeEach(async () => {
  catalog = await startCatalog(7);
  scheduler = await startScheduler(
    {
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_OPS_LISTEN: '127.0.0.1:0',
      QUARTET_SCHEDULER_LISTEN: '127.0.0.1:0',
      QUARTET_CATALOG_ADDRESS: catalog.address,
    },
    createLogger('scheduler', 'error'),
  );
});

afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await scheduler.stop();
  await catalog.close(100);
});

interface Peer<Request, Response> {
  readonly stream: ClientDuplexStream<Request, Response>;
  readonly heard: Response[];
  readonly isOver: () => boolean;
}

function listen<Request, Response>(stream: ClientDuplexStream<Request, Response>): Peer<Request, Response> {
  const heard: Response[] = [];
  let isOver = false;
  stream.on('data', (message: Response) => heard.push(message));
  stream.on('error', () => undefined);
  stream.on('close', () => {
    isOver = true;
  });
  return { stream, heard, isOver: () => isOver };
}

function join(report: JoinRequestInput): Peer<JoinRequestInput, JoinResponse> {
  const client = createClient(Fleet, scheduler.address);
  const peer = listen(client.join());
  closers.push(() => (peer.stream.cancel(), client.close()));
  peer.stream.write(report);
  return peer;
}

function openPlace(): Peer<PlaceRequestInput, PlaceResponse> {
  const client = createClient(Placement, scheduler.address);
  const peer = listen(client.place());
  closers.push(() => (peer.stream.cancel(), client.close()));
  return peer;
}

const leaseIn = (heard: readonly PlaceResponse[], taskId: string) =>
  heard.findLast((response) => response.taskId === taskId)?.leased;

test('A node that joins is welcomed with the epoch, and a worker gets a lease on it', async () => {
  const node = join({ ...aReport('node-a'), models: [...aReport('node-a').models], running: [], ended: [] });
  const worker = openPlace();
  worker.stream.write({ taskId: 'img_1', place: { task: aTask('img_1') } });

  await vi.waitFor(() => expect(leaseIn(worker.heard, 'img_1')).toBeTruthy(), patience);

  expect(node.heard[0]?.welcome).toEqual({ epoch: 7 });
  const lease = leaseIn(worker.heard, 'img_1');
  expect(lease).toEqual({ taskId: 'img_1', epoch: 7, number: 1, nodeId: 'node-a', nodeAddress: 'node-a:1' });
});
