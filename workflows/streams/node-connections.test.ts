import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { RunRequest, RunResponse, RunResponseInput } from '@quartet/protos/generated/index.ts';
import { Node } from '@quartet/protos/services.ts';
import { type GrpcServer, startGrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { NodeConnections, type TaskListener } from './node-connections.ts';

let server: GrpcServer;
const starts: string[] = [];
const connections = new NodeConnections();

beforeAll(async () => {
  // A node that accepts whatever is started.
  const Run = (stream: ServerDuplexStream<RunRequest, RunResponseInput>): void => {
    stream.on('data', ({ taskId }: RunRequest) => {
      starts.push(taskId);
      stream.write({ taskId, accepted: { step: 0, steps: 4 } });
    });
    stream.on('end', () => stream.end());
  };
  server = await startGrpcServer({
    listen: '127.0.0.1:0',
    services: [{ definition: Node.service, handlers: { Run } }],
  });
});
afterAll(async () => {
  await connections.close();
  await server.close(0);
});

/** Remembers what it was told. */
function listener(): TaskListener & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    heard,
    onEvent: ({ event }: RunResponse) => heard.push(event ?? ''),
    onBroken: () => heard.push('broken'),
    onReplaced: () => heard.push('replaced'),
  };
}

test('a second start of a task takes it over: the first listener hears so once, and nothing after', async () => {
  const [first, second] = [listener(), listener()];
  await connections.start(server.address, 'task', {}, first);
  await vi.waitFor(() => expect(first.heard).toEqual(['accepted']));
  const stream = await connections.start(server.address, 'task', {}, second);
  await vi.waitFor(() => expect(second.heard).toEqual(['accepted']));
  expect(first.heard).toEqual(['accepted', 'replaced']);
  expect(starts).toEqual(['task', 'task']);
  stream?.leave();
});

test('one stream carries all tasks of a node; when it breaks each of them hears so', async () => {
  let streams = 0;
  const Run = (stream: ServerDuplexStream<RunRequest, RunResponseInput>): void => {
    streams += 1;
    stream.on('data', ({ taskId }: RunRequest) => stream.write({ taskId, accepted: { step: 0, steps: 4 } }));
    stream.on('end', () => stream.end());
  };
  const node = await startGrpcServer({
    listen: '127.0.0.1:0',
    services: [{ definition: Node.service, handlers: { Run } }],
  });
  const listeners = [listener(), listener(), listener()];
  await Promise.all(listeners.map((each, i) => connections.start(node.address, `task-${i}`, {}, each)));
  await vi.waitFor(() => {
    for (const { heard } of listeners) expect(heard).toEqual(['accepted']);
  });
  expect(streams).toBe(1);
  await node.close(0);
  await vi.waitFor(() => {
    for (const { heard } of listeners) expect(heard).toEqual(['accepted', 'broken']);
  });
});

test('a node that cannot be reached gives no stream, and is tried once for all who ask', async () => {
  const tries = [1, 2, 3].map((i) => connections.start('127.0.0.1:1', `task-${i}`, {}, listener()));
  const settled = vi.fn<() => void>();
  for (const each of tries) void each.then(settled);
  await tries[0];
  // Whoever waited for the same try has its outcome with the first.
  await vi.waitFor(() => expect(settled).toHaveBeenCalledTimes(3), { timeout: 500 });
  expect(await Promise.all(tries)).toEqual([undefined, undefined, undefined]);
});
