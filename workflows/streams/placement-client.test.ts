import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Lease, PlaceRequest, PlaceResponseInput, Queued } from '@quartet/protos/generated/index.ts';
import { Placement } from '@quartet/protos/services.ts';
import { type GrpcServer, startGrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PlacementClient } from './placement-client.ts';

const log = createLogger('test', 'error');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const leaseOf = (taskId: string): Lease => ({ taskId, epoch: 1, number: 1, nodeId: 'node-0', nodeAddress: '' });

describe('PlacementClient', () => {
  type Stream = ServerDuplexStream<PlaceRequest, PlaceResponseInput>;

  async function serveScheduler(
    listen: string,
  ): Promise<{ server: GrpcServer; streams: Stream[]; asked: PlaceRequest[] }> {
    const streams: Stream[] = [];
    const asked: PlaceRequest[] = [];
    const place = (stream: Stream): void => {
      streams.push(stream);
      stream.on('data', (request: PlaceRequest) => asked.push(request));
      stream.on('end', () => stream.end());
    };
    const none = () => undefined;
    const server = await startGrpcServer({
      listen,
      services: [{ definition: Placement.service, handlers: { place, estimate: none, cancel: none } }],
    });
    return { server, streams, asked };
  }

  const ask = (taskId: string, signal = new AbortController().signal, onQueued = vi.fn<(queued: Queued) => void>()) => {
    return { task: { taskId }, onQueued, signal };
  };

  it('passes on positions and resolves with the lease', async () => {
    const { server, streams, asked } = await serveScheduler('127.0.0.1:0');
    closers.push(() => server.close(0));
    const client = new PlacementClient(server.address, log);
    closers.push(() => client.close());
    const asking = ask('img_a');
    const answer = client.place(asking);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    streams[0]?.write({ taskId: 'img_a', queued: { position: 3, estimateMs: 10 } });
    streams[0]?.write({ taskId: 'img_a', leased: leaseOf('img_a') });
    expect(await answer).toEqual({ lease: leaseOf('img_a') });
    expect(asking.onQueued).toHaveBeenCalledWith({ position: 3, estimateMs: 10 });
    expect(client.waiting).toBe(0);
  });

  it('repeats what it waits for to a new scheduler', async () => {
    const first = await serveScheduler('127.0.0.1:0');
    const client = new PlacementClient(first.server.address, log);
    closers.push(() => client.close());
    const answer = client.place(ask('img_a'));
    await vi.waitFor(() => expect(first.asked).toHaveLength(1));
    await first.server.close(0);
    const second = await serveScheduler(first.server.address);
    closers.push(() => second.server.close(0));
    await vi.waitFor(() => expect(second.asked.map(({ taskId }) => taskId)).toEqual(['img_a']), { timeout: 20_000 });
    second.streams[0]?.write({ taskId: 'img_a', refused: { reason: 'REASON_UNPLACEABLE' } });
    expect(await answer).toEqual({ refused: 'REASON_UNPLACEABLE' });
  });

  it('withdraws what is given up', async () => {
    const { server, asked } = await serveScheduler('127.0.0.1:0');
    closers.push(() => server.close(0));
    const client = new PlacementClient(server.address, log);
    closers.push(() => client.close());
    const abort = new AbortController();
    const answer = client.place(ask('img_a', abort.signal));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    abort.abort(new Error('given up'));
    await expect(answer).rejects.toThrow('given up');
    await vi.waitFor(() => expect(asked.map(({ command }) => command)).toEqual(['place', 'withdraw']));
  });

  it('answers an ask that another for the same task has replaced, also where others are given up', async () => {
    const { server, streams, asked } = await serveScheduler('127.0.0.1:0');
    closers.push(() => server.close(0));
    const client = new PlacementClient(server.address, log);
    closers.push(() => client.close());
    const aborts = [new AbortController(), new AbortController()];
    const first = client.place(ask('img_a'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const second = client.place(ask('img_a'));
    const others = aborts.map(({ signal }) => client.place(ask('img_a', signal)));
    await vi.waitFor(() => expect(asked).toHaveLength(4));
    for (const [index, abort] of aborts.entries()) {
      abort.abort(new Error('given up'));
      await expect(others[index]).rejects.toThrow('given up');
    }
    streams[0]?.write({ taskId: 'img_a', leased: leaseOf('img_a') });
    expect(await Promise.all([first, second])).toEqual([{ lease: leaseOf('img_a') }, { lease: leaseOf('img_a') }]);
    expect(client.waiting).toBe(0);
    expect(asked.map(({ command }) => command)).toEqual(['place', 'place', 'place', 'place']);
  });
});
