/** One press of Generate: asking for it, finding it again, ending it, deleting it. */
import { Type } from 'typebox';
import { answerAccepted, estimateStart, shownGeneration } from './accepted.ts';
import { type App, type RouteContext, asking } from './context.ts';
import { GenerationBody, completeOptions, seedFor } from './generation-request.ts';
import { AcceptingHeaders, acceptingDescription, idempotencyKeyOf } from './headers.ts';
import { present } from './present.ts';
import { EmptyBody, GenerationSchema, IdParams, NoContent, limitDefault, listQuery, pageOf } from './shapes.ts';
import { stopTasks } from './stop-tasks.ts';

const person = { person: true } as const;

export function generationRoutes(app: App, context: RouteContext): void {
  const { catalog, models } = context;

  app.post(
    '/generations',
    {
      config: person,
      schema: {
        summary: 'Paint images',
        description: acceptingDescription,
        headers: AcceptingHeaders,
        body: GenerationBody,
        response: { 202: GenerationSchema },
      },
    },
    async (request, reply) => {
      const { viewer, call } = asking(request);
      const idempotencyKey = idempotencyKeyOf(request);
      const options = completeOptions(request.body, await models(request.id), seedFor(viewer, idempotencyKey));
      const estimating = estimateStart(context, 'ACTION_GENERATE', options, viewer, call);
      const asked = { viewer, options, idempotencyKey, requestId: request.id };
      const created = await catalog.createGeneration(asked, call);
      reply.code(202);
      return answerAccepted(context, request, reply, created, estimating);
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
      const items = await Promise.all(
        page.generations.map((generation) => shownGeneration(context, generation, viewer, call)),
      );
      return { items, next_cursor: page.nextCursor || null };
    },
  );

  app.get(
    '/generations/:id',
    { schema: { summary: 'A generation', params: IdParams, response: { 200: GenerationSchema } } },
    async (request) => {
      const { viewer, call } = asking(request);
      const { generation } = await catalog.getGeneration({ viewer, id: request.params.id }, call);
      return shownGeneration(context, present(generation, 'generation'), viewer, call);
    },
  );

  app.post(
    '/generations/:id/cancel',
    {
      config: person,
      schema: {
        summary: 'End what has not ended',
        params: IdParams,
        body: EmptyBody,
        response: { 200: GenerationSchema },
      },
    },
    async (request) => {
      const { viewer, call } = asking(request);
      const canceled = await catalog.cancelGeneration({ viewer, id: request.params.id }, call);
      stopTasks(context, canceled.canceledImageIds, call);
      return shownGeneration(context, present(canceled.generation, 'generation'), viewer, call);
    },
  );

  app.delete(
    '/generations/:id',
    {
      config: person,
      schema: {
        summary: 'Delete a generation with all its images',
        description: 'At once nobody sees them any more. What had not ended is ended.',
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      const { viewer, call } = asking(request);
      const { canceledImageIds } = await catalog.deleteGeneration({ viewer, id: request.params.id }, call);
      stopTasks(context, canceledImageIds, call);
      return reply.code(204).send(null);
    },
  );
}
