/** The thread of a raw loop: one session that is run again and again on the same tensors, with nothing around it. */
import { parentPort } from 'node:worker_threads';
import type { InferenceSession } from 'onnxruntime-node';
import { createSession } from '../runtime/create-session.ts';
import { toGraph } from '../runtime/lane-tensors.ts';
import type { RawLoopRequest, RawLoopReply } from './raw-loop.ts';

if (!parentPort) throw new Error('raw-loop-thread.ts runs in a worker thread');
const port = parentPort;
let session: InferenceSession | undefined;

port.on('message', (request: RawLoopRequest) => {
  if (request.kind === 'stop') port.close();
  else void answer(request);
});

async function answer(request: Exclude<RawLoopRequest, { kind: 'stop' }>): Promise<void> {
  if (request.kind === 'load') {
    session = await createSession(request.graph, request.settings);
    port.postMessage({ callMs: [] } satisfies RawLoopReply);
    return;
  }
  if (!session) throw new Error('no graph is loaded');
  const { inputMetadata } = session;
  const tensors = Object.entries(request.feeds).map(([name, tensor]) => {
    const declared = inputMetadata.find((input) => input.name === name);
    if (!declared?.isTensor) throw new Error(`the graph has no tensor ${name}`);
    return [name, toGraph(tensor, declared.type)] as const;
  });
  const feeds = Object.fromEntries(tensors);
  const callMs: number[] = [];
  for (let call = 0; call < request.calls; call += 1) {
    const startedMs = performance.now();
    await session.run(feeds);
    callMs.push(performance.now() - startedMs);
  }
  port.postMessage({ callMs } satisfies RawLoopReply);
}
