import type { LeaseInput, RunResponse } from '@quartet/protos/generated/index.ts';
import { Node } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';

/** Comes to a lease's node with it, as a worker does. Gives why the node does not take it; undefined when it does. */
export async function tryLease(
  lease: LeaseInput & { taskId: string; nodeAddress: string },
): Promise<string | undefined> {
  const client = createClient(Node, lease.nodeAddress);
  const stream = client.run();
  const answer = new Promise<RunResponse>((resolve, reject) => {
    stream.on('data', resolve);
    stream.on('error', reject);
  });
  stream.write({ taskId: lease.taskId, start: { lease, content: { model: 'none' }, requestId: 'stale' } });
  try {
    return (await answer).failed?.reason;
  } finally {
    stream.on('error', () => undefined);
    stream.cancel();
    client.close();
  }
}
