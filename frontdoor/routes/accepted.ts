/** What every route that accepts a generation answers with: 202, where to find it, when it starts, or how it ended. */
import type {
  Action,
  EstimateRequestInput,
  Generation,
  GenerationOptions,
  Stage,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import type { FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { waitForEnd } from '../events/wait-for-end.ts';
import type { Call } from '../http/peers.ts';
import { paintingLimit, planAim, planWeight } from '../policy/plans.ts';
import { type RouteContext, asking } from './context.ts';
import { secondsToWait } from './headers.ts';
import { type LiveImageState, liveStatesOf } from './live-state.ts';
import { generationJson, present } from './present.ts';
import type { GenerationJson } from './shapes.ts';

/** What the catalog answers where it accepts a generation. */
interface Accepted {
  readonly generation: Generation | null;
  /** Whether an earlier request with the same Idempotency-Key had made it. */
  readonly repeatedRequest: boolean;
}

/** A reply whose headers can be set, whatever body its route answers with. */
interface HeadedReply {
  readonly raw: ServerResponse;
  header(name: string, value: string): unknown;
}

/**
 * The body of an accepting route's answer, whose status the route sets. Holds it as long as `Prefer: wait=N` asks.
 *
 * @param estimating when the first image would start, where that was asked for beside the catalog; else it is asked for now.
 */
export async function answerAccepted(
  context: RouteContext,
  request: FastifyRequest,
  reply: HeadedReply,
  accepted: Accepted,
  estimating?: Promise<LiveImageState>,
): Promise<GenerationJson> {
  const { viewer, call } = asking(request);
  const generation = present(accepted.generation, 'generation');
  const { id, action } = generation;
  reply.header('location', `/v1/generations/${id}`);
  const seconds = secondsToWait(request);
  if (seconds > 0) {
    const gone = new AbortController();
    // The answer's close: the request's own came when its body had been read.
    reply.raw.once('close', () => gone.abort());
    await waitForEnd(context.hub, id, viewer, AbortSignal.any([gone.signal, AbortSignal.timeout(seconds * 1_000)]));
    reply.header('preference-applied', `wait=${seconds}`);
    return shownGeneration(context, await renewed(context, generation, viewer, call), viewer, call);
  }
  if (accepted.repeatedRequest) return shownGeneration(context, generation, viewer, call);
  const options = present(generation.options, 'options');
  const start = await (estimating ?? estimateStart(context, action, options, viewer, call));
  return generationJson(generation, new Map(generation.images.map((image) => [image.id, start])));
}

/** A generation with where each image stands. */
export async function shownGeneration(
  context: RouteContext,
  generation: Generation,
  viewer: Viewer,
  call: Call,
): Promise<GenerationJson> {
  return generationJson(generation, await liveStatesOf(generation, context, viewer, call));
}

/** When the first image would start, for the answer to a new generation; nothing while the scheduler is away. */
export async function estimateStart(
  { scheduler, log }: RouteContext,
  action: Action,
  options: GenerationOptions,
  viewer: Viewer,
  call: Call,
): Promise<LiveImageState> {
  try {
    const { startMs } = await scheduler.estimate(estimateRequest(action, options, viewer, call), call);
    return { estimate_seconds: Math.round(startMs / 100) / 10 };
  } catch (error) {
    log.debug({ err: error, request_id: call.requestId }, 'no estimate');
    return {};
  }
}

/** An accepted generation as it is now; as it was while the catalog is away, for a refusal would have it asked for again. */
async function renewed(
  { catalog, log }: RouteContext,
  accepted: Generation,
  viewer: Viewer,
  call: Call,
): Promise<Generation> {
  try {
    const { generation } = await catalog.getGeneration({ viewer, id: accepted.id }, call);
    return present(generation, 'generation');
  } catch (error) {
    log.warn({ err: error, request_id: call.requestId }, 'an accepted generation could not be read again');
    return accepted;
  }
}

const stages: Readonly<Record<Action, Stage>> = {
  ACTION_UNSPECIFIED: 'STAGE_UNSPECIFIED',
  ACTION_GENERATE: 'STAGE_PAINT',
  ACTION_UPSCALE: 'STAGE_UPSCALE',
  ACTION_REMOVE_BACKGROUND: 'STAGE_MATTE',
};

function estimateRequest(action: Action, options: GenerationOptions, viewer: Viewer, call: Call): EstimateRequestInput {
  const { model, width, height, steps, guidance, count } = options;
  return {
    count,
    task: {
      stage: stages[action],
      model,
      width,
      height,
      steps,
      guided: guidance > 1,
      tenantId: viewer.userId,
      plan: viewer.plan,
      weight: planWeight(viewer.plan),
      paintingLimit: paintingLimit(viewer.plan),
      acceptedAtMs: Date.now(),
      requestId: call.requestId,
      images: count,
      aim: planAim(viewer.plan),
    },
  };
}
