/** The process of a raw loop: one session that is run again and again on the same tensors, with nothing around it. */
import type { InferenceSession } from 'onnxruntime-node';
import { createSession } from '../runtime/create-session.ts';
import { toGraph } from '../runtime/lane-tensors.ts';
import type { RawLoopRequest, RawLoopReply } from './raw-loop.ts';

let session: InferenceSession | undefined;

// It ends when its parent disconnects.
process.on('message', (request: RawLoopRequest) => void answer(request));

async function answer(request: RawLoopRequest): Promise<void> {
  if (request.kind === 'load') {
    session = await createSession(request.graph, request.settings);
    process.send?.({ callMs: [] } satisfies RawLoopReply);
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
  process.send?.({ callMs } satisfies RawLoopReply);
}
