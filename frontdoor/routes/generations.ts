/** One press of Generate: asking for it, finding it again, ending it. */
import type { EstimateRequestInput, Generation, GenerationOptions, Viewer } from '@quartet/protos/generated/index.ts';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import { Type } from 'typebox';
import { waitForEnd } from '../events/wait-for-end.ts';
import type { Call } from '../http/peers.ts';
import { paintingLimit, planWeight } from '../policy/plans.ts';
import { type App, type RouteContext, asking } from './context.ts';
import { GenerationBody, completeOptions, seedFor } from './generation-request.ts';
import { idempotencyKeyOf, secondsToWait } from './headers.ts';
import { type LiveImageState, liveStatesOf } from './live-state.ts';
import { cachedModels } from './models.ts';
import { generationJson, present } from './present.ts';
import { GenerationSchema, IdParams, limitDefault, listQuery, pageOf } from './shapes.ts';

const person = { person: true } as const;

export function generationRoutes(app: App, context: RouteContext): void {
  const { catalog, scheduler, hub, log } = context;
  const models = cachedModels(catalog);

  async function shown(generation: Generation, viewer: Viewer, call: Call) {
    return generationJson(generation, await liveStatesOf(generation, context, viewer, call));
  }

  /** An accepted generation as it is now; as it was while the catalog is away, for a refusal would have it asked for again. */
  async function renewed(accepted: Generation, viewer: Viewer, call: Call): Promise<Generation> {
    try {
      const { generation } = await catalog.getGeneration({ viewer, id: accepted.id }, call);
      return present(generation, 'generation');
    } catch (error) {
      log.warn({ err: error, request_id: call.requestId }, 'an accepted generation could not be read again');
      return accepted;
    }
  }

  /** When the first image would start, for the answer to a new generation; nothing while the scheduler is away. */
  async function estimate(options: GenerationOptions, viewer: Viewer, call: Call): Promise<LiveImageState> {
    try {
      const { startMs } = await scheduler.estimate(estimateRequest(options, viewer, call), call);
      return { estimate_seconds: Math.round(startMs / 100) / 10 };
    } catch (error) {
      log.debug({ err: error, request_id: call.requestId }, 'no estimate');
      return {};
    }
  }

  app.post(
    '/generations',
    {
      config: person,
      schema: {
        summary: 'Paint images',
        description: 'Headers: `Idempotency-Key` makes repeats safe, `Prefer: wait=N` holds the answer for up to 60 s.',
        body: GenerationBody,
        response: { 202: GenerationSchema },
      },
    },
    async (request, reply) => {
      const { viewer, call } = asking(request);
      const idempotencyKey = idempotencyKeyOf(request);
      const options = completeOptions(request.body, await models(request.id), seedFor(viewer, idempotencyKey));
      const estimated = estimate(options, viewer, call);
      const created = await catalog.createGeneration({ viewer, options, idempotencyKey, requestId: request.id }, call);
      const generation = present(created.generation, 'generation');
      const { id } = generation;
      reply.code(202).header('location', `/v1/generations/${id}`);
      const seconds = secondsToWait(request);
      if (seconds > 0) {
        const gone = new AbortController();
        // The answer's close: the request's own came when its body had been read.
        reply.raw.once('close', () => gone.abort());
        await waitForEnd(hub, id, viewer, AbortSignal.any([gone.signal, AbortSignal.timeout(seconds * 1_000)]));
        reply.header('preference-applied', `wait=${seconds}`);
        return shown(await renewed(generation, viewer, call), viewer, call);
      }
      if (created.repeatedRequest) return shown(generation, viewer, call);
      const start = await estimated;
      return generationJson(generation, new Map(generation.images.map((image) => [image.id, start])));
    },
  );

  app.get(
    '/generations',
    {
      config: person,
      schema: {
        summary: 'Your generations, newest first',
        querystring: Type.Object(listQuery, { additionalProperties: false }),
        response: { 200: pageOf(GenerationSchema) },
      },
    },
    async (request) => {
      const { viewer, call } = asking(request);
      const { limit = limitDefault, cursor = '' } = request.query;
      const page = await catalog.listGenerations({ viewer, limit, cursor }, call);
      const items = await Promise.all(page.generations.map((generation) => shown(generation, viewer, call)));
      return { items, next_cursor: page.nextCursor || null };
    },
  );

  app.get(
    '/generations/:id',
    { schema: { summary: 'A generation', params: IdParams, response: { 200: GenerationSchema } } },
    async (request) => {
      const { viewer, call } = asking(request);
      const { generation } = await catalog.getGeneration({ viewer, id: request.params.id }, call);
      return shown(present(generation, 'generation'), viewer, call);
    },
  );

  app.post(
    '/generations/:id/cancel',
    {
      config: person,
      schema: {
        summary: 'End what has not ended',
        params: IdParams,
        body: Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()], {
          description: 'an empty object, or no body',
        }),
        response: { 200: GenerationSchema },
      },
    },
    async (request) => {
      const { viewer, call } = asking(request);
      const canceled = await catalog.cancelGeneration({ viewer, id: request.params.id }, call);
      const taskIds = canceled.canceledImageIds;
      if (taskIds.length > 0) {
        // The workflow cancels too, and surely; this only frees the nodes sooner. Nobody waits for it.
        scheduler.cancel({ taskIds }, call).catch((error: unknown) => {
          const { reason } = error as ReasonError;
          log.warn({ reason, request_id: call.requestId }, 'the scheduler was not told of a cancel');
        });
      }
      return shown(present(canceled.generation, 'generation'), viewer, call);
    },
  );
}

function estimateRequest(options: GenerationOptions, viewer: Viewer, call: Call): EstimateRequestInput {
  const { model, width, height, steps, guidance, count } = options;
  return {
    count,
    task: {
      stage: 'STAGE_PAINT',
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
    },
  };
}
