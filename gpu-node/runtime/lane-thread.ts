/**
 * The thread of a lane: keeps onnxruntime sessions and runs one job after another. `session.run` blocks its thread, which
 * is why sessions live here and never beside gRPC.
 */
import { parentPort } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type {
  LaneFailure,
  LaneFeeds,
  LaneJob,
  LaneOutput,
  LanePicture,
  LaneReply,
  LaneRequest,
  LaneResults,
  SessionSettings,
} from './lane-messages.ts';
import { toPicture } from './to-picture.ts';

if (!parentPort) throw new Error('lane-thread.ts runs in a worker thread');
const port = parentPort;
const sessions = new Map<string, InferenceSession>();

port.on('message', (request: LaneRequest) => {
  // Closing the port lets the thread end by itself once nothing runs; terminate() during a run would abort the process.
  if ('stop' in request) port.close();
  else void answer(request.id, request.job);
});

async function answer(id: number, job: LaneJob): Promise<void> {
  const startedMs = performance.now();
  try {
    const result = await perform(job);
    const reply: LaneReply = { id, result, runMs: performance.now() - startedMs };
    port.postMessage(reply, buffersOf(result));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ id, failure: failureOf(message), message } satisfies LaneReply);
  }
}

async function perform(job: LaneJob): Promise<LaneResults[LaneJob['kind']]> {
  switch (job.kind) {
    case 'load':
      sessions.set(job.graph, await createSession(job.graph, job.settings));
      return {};
    case 'run':
      return runGraph(job.graph, job.feeds);
    case 'finish':
      return finish(job);
  }
}

function createSession(graph: string, { provider, threads }: SessionSettings): Promise<InferenceSession> {
  return InferenceSession.create(graph, {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Errors only: warnings of one session would repeat for each model and call.
    logSeverityLevel: 3,
    // The two lanes share the cores. A pool that spins between operators takes them from the other lane: measured on two
    // cores, a step beside a finishing picture takes 1.3 times as long with spinning, and alone 1.1 times as long without.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

async function runGraph(graph: string, feeds: LaneFeeds): Promise<LaneOutput> {
  const session = sessions.get(graph);
  if (!session) throw new Error('the graph is not loaded');
  const tensors = Object.entries(feeds).map(([name, { type, data, dims }]) => [name, new Tensor(type, data, dims)]);
  const results = await session.run(Object.fromEntries(tensors) as Record<string, Tensor>);
  const output = results[session.outputNames[0] ?? ''];
  if (!output || !(output.data instanceof Float32Array)) throw new Error('the first output is not float32');
  return { data: output.data, dims: output.dims };
}

/** Decodes latents to a picture and enlarges it. Both graphs see one sample: batch mates cannot change a picture here. */
async function finish(job: Extract<LaneJob, { kind: 'finish' }>): Promise<LanePicture> {
  const decoded = await runGraph(job.decoder, { latent_sample: job.latents });
  const unit = decoded.data.map((value) => Math.min(Math.max(value / 2 + 0.5, 0), 1));
  if (!job.enlarger) return toPicture(unit, decoded.dims);
  const enlarged = await runGraph(job.enlarger, { image: { type: 'float32', data: unit, dims: decoded.dims } });
  return toPicture(enlarged.data, enlarged.dims);
}

function buffersOf(result: LaneResults[LaneJob['kind']]): ArrayBuffer[] {
  if ('data' in result) return [result.data.buffer as ArrayBuffer];
  if ('rgb' in result) return [result.rgb.buffer as ArrayBuffer];
  return [];
}

/** onnxruntime gives no codes: its providers' words for a failed allocation are these. */
function failureOf(message: string): LaneFailure {
  return /bad_alloc|out of memory|failed to allocate memory|available memory of/i.test(message)
    ? 'out_of_memory'
    : 'failed';
}
