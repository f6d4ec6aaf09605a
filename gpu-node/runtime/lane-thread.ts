/**
 * The thread of a lane: keeps onnxruntime sessions and tokenizers and runs one job after another. `session.run` blocks its
 * thread, and so does making a tokenizer, which is why they live here and never beside gRPC.
 */
import { parentPort } from 'node:worker_threads';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { readTokenizer } from '../store/read-tokenizer.ts';
import { createSession } from './create-session.ts';
import type {
  GraphCall,
  GraphInfo,
  LaneFailure,
  LaneJob,
  LaneOutput,
  LaneOutputs,
  LanePicture,
  LaneReply,
  LaneRequest,
  LaneResults,
  LaneTensor,
  SessionSettings,
} from './lane-messages.ts';
import { LaneSteppers } from './lane-steppers.ts';
import { HeldConstants } from './held-constants.ts';
import { firstOutput } from './join-feeds.ts';
import { fromGraph, toGraph } from './lane-tensors.ts';
import { makeThreadNice, niceness } from './niceness.ts';
import { type PromptTokenizer, createTokenizer } from './prompt-tokenizer.ts';
import type { StatePack } from './state-pack.ts';
import type { Stepper, StepperStart } from './stepper.ts';
import { toPicture } from './to-picture.ts';

if (!parentPort) throw new Error('lane-thread.ts runs in a worker thread');
const port = parentPort;
makeThreadNice(niceness.lane);

/** A graph in memory. */
interface Loaded {
  readonly session: InferenceSession;
  readonly info: GraphInfo;
}
const graphs = new Map<string, Loaded>();
const tokenizers = new Map<string, PromptTokenizer>();
const heldConstants = new HeldConstants();

/**
 * Does what the lane is asked to until it is told to stop.
 * @param createStepper makes a stage's stepper for a graph
 */
export function serveLane(createStepper: (start: StepperStart, graph: GraphInfo) => Stepper): void {
  const steppers = new LaneSteppers((start, graph) => createStepper(start, loadedGraph(graph).info));
  port.on('message', (request: LaneRequest) => {
    // Closing the port lets the thread end by itself once nothing runs; terminate() during a run would abort the process.
    if ('stop' in request) port.close();
    else void answer(request.id, request.job, steppers);
  });
}

async function answer(id: number, job: LaneJob, steppers: LaneSteppers): Promise<void> {
  let startedMs = performance.now();
  const give = (result: LaneResults[LaneJob['kind']], goesOn: boolean): void => {
    const nowMs = performance.now();
    port.postMessage({ id, result, runMs: nowMs - startedMs, goesOn } satisfies LaneReply, buffersOf(result));
    startedMs = nowMs;
  };
  try {
    if (job.kind === 'step') {
      steppers.meet(job);
      startedMs = performance.now();
    }
    give(await perform(job, steppers, (part) => give(part, true)), false);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ id, failure: failureOf(message), message } satisfies LaneReply);
  }
}

/** @param onPart hears of what comes of a job that goes on by itself, all but the last */
async function perform(
  job: LaneJob,
  steppers: LaneSteppers,
  onPart: (part: StatePack) => void,
): Promise<LaneResults[LaneJob['kind']]> {
  switch (job.kind) {
    case 'load': {
      const session = await createSession(job.graph, job.settings);
      const info = { inputs: infoOf(session.inputMetadata), outputs: infoOf(session.outputMetadata) };
      graphs.set(job.graph, { session, info });
      return info;
    }
    case 'probe':
      await probe(job.settings);
      return {};
    case 'run':
      return runGraph(job);
    case 'step':
      return steppers.run(job, runGraph, onPart);
    case 'forget':
      steppers.forget(job.stepper);
      return {};
    case 'load_tokenizer': {
      const { name, length } = job.tokenizer;
      const { json, config } = readTokenizer(job.tokenizer);
      const tokenizer = createTokenizer(json, config, length);
      tokenizers.set(name, tokenizer);
      return { length: tokenizer.length };
    }
    case 'encode':
      return encode(job);
    case 'finish':
      return finish(job);
  }
}

/** A graph of one addition: it needs the provider's libraries and its device, and nothing else. */
const probeGraph = Buffer.from(
  'CAg6NQoOCgF4CgF4EgF5IgNBZGQSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgQKABAN',
  'base64',
);

async function probe(settings: SessionSettings): Promise<void> {
  const session = await createSession(probeGraph, settings);
  await session.run({ x: new Tensor('float32', [1], [1]) });
  await session.release();
}

function infoOf(metadata: readonly InferenceSession.ValueMetadata[]): GraphInfo['inputs'] {
  return metadata.map((value) => {
    if (!value.isTensor) throw new Error(`the graph's ${value.name} is not a tensor`);
    return { name: value.name, type: value.type, dims: value.shape };
  });
}

/** Tensors are cast to what the graph declares, and what it gives to float32. */
async function runGraph({ graph, feeds, constants, outputs }: GraphCall): Promise<LaneOutputs> {
  const { session, info } = loadedGraph(graph);
  const toTensor = (name: string, tensor: LaneTensor): Tensor => {
    const declared = info.inputs.find((input) => input.name === name);
    if (!declared) throw new Error(`the graph has no input ${name}`);
    return toGraph(tensor, declared.type);
  };
  const tensors = Object.entries(feeds).map(([name, tensor]) => [name, toTensor(name, tensor)] as const);
  const held = constants && heldConstants.tensors(constants, toTensor);
  const results = await session.run({ ...Object.fromEntries(tensors), ...held }, outputs ?? session.outputNames);
  return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromGraph(tensor)]));
}

function loadedGraph(graph: string): Loaded {
  const loaded = graphs.get(graph);
  if (!loaded) throw new Error('the graph is not loaded');
  return loaded;
}

/** What a text encoder's graph makes of a prompt: it takes ids [1, length] and nothing else. */
async function encode({
  tokenizer,
  graph,
  prompt,
  outputs,
}: Extract<LaneJob, { kind: 'encode' }>): Promise<LaneOutputs> {
  const ids = tokenizers.get(tokenizer)?.encode(prompt);
  if (!ids) throw new Error('the tokenizer is not loaded');
  return runGraph({ graph, feeds: { input_ids: { type: 'int64', data: ids, dims: [1, ids.length] } }, outputs });
}

/** Decodes latents to a picture and enlarges it. Both graphs see one sample: batch mates cannot change a picture here. */
async function finish(job: Extract<LaneJob, { kind: 'finish' }>): Promise<LanePicture> {
  const decoded = firstOutput(await runGraph({ graph: job.decoder, feeds: { latent_sample: job.latents } }));
  const unit = decoded.data.map((value) => Math.min(Math.max(value / 2 + 0.5, 0), 1));
  if (!job.enlarger) return toPicture(unit, decoded.dims);
  const image = { type: 'float32', data: unit, dims: decoded.dims } as const;
  const enlarged = firstOutput(await runGraph({ graph: job.enlarger, feeds: { image } }));
  return toPicture(enlarged.data, enlarged.dims);
}

/** What a result is transferred with: everything in it that has a buffer. */
function buffersOf(result: LaneResults[LaneJob['kind']]): ArrayBuffer[] {
  return Object.values(result).flatMap((part: unknown) => {
    const data = part instanceof Uint8Array || part instanceof Float32Array ? part : (part as Partial<LaneOutput>).data;
    return data ? [data.buffer as ArrayBuffer] : [];
  });
}

/** onnxruntime gives no codes: its providers' words for a failed allocation are these. */
function failureOf(message: string): LaneFailure {
  return /bad_alloc|out of memory|failed to allocate memory|available memory of/i.test(message)
    ? 'out_of_memory'
    : 'failed';
}
