import { InferenceSession } from 'onnxruntime-node';
import type { SessionSettings } from './lane-messages.ts';

/** Makes a graph ready to run, in the way of a node's lanes. */
export function createSession(
  graph: string | Uint8Array,
  { provider, device, threads }: SessionSettings,
): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    // Of the CUDA provider's options the package takes the device alone: its arena has no limit that could be set.
    executionProviders: [provider === 'cuda' ? { name: provider, deviceId: device ?? 0 } : { name: provider }],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Errors only: warnings of one session would repeat for each model and call.
    logSeverityLevel: 3,
    // The two lanes share the cores. A pool that spins between operators takes them from the other lane: measured on two
    // cores, a step beside a finishing picture takes 1.3 times as long with spinning, and alone 1.1 times as long without.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  return typeof graph === 'string' ? InferenceSession.create(graph, options) : InferenceSession.create(graph, options);
}
