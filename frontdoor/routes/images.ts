/** Pictures: looking for them, looking at one, making them public or private. */
import type { ImageScope, Visibility } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { planName } from '../policy/plans.ts';
import { visibilityOf } from '../policy/visibility.ts';
import { type App, type RouteContext, asking } from './context.ts';
import { liveStatesOf } from './live-state.ts';
import { imageDetailsJson, imageWithChildrenJson, present, visibilityResultJson } from './present.ts';
import {
  IdParams,
  ImageDetailsSchema,
  ImageWithChildrenSchema,
  VisibilityName,
  VisibilityResultSchema,
  limitDefault,
  listQuery,
  pageOf,
} from './shapes.ts';

/** Images whose visibility one request may change. */
const bulkMax = 100;

const person = { person: true } as const;
const VisibilityBody = Type.Object(
  { visibility: VisibilityName },
  { additionalProperties: false, description: 'a JSON object with a visibility' },
);
const BulkBody = Type.Object(
  {
    image_ids: Type.Array(Type.String({ maxLength: 256, description: 'the id of an image' }), {
      minItems: 1,
      maxItems: bulkMax,
      description: `1 to ${bulkMax} ids of images`,
    }),
    visibility: VisibilityName,
  },
  { additionalProperties: false, description: 'a JSON object with image_ids and a visibility' },
);

interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

export function imageRoutes(app: App, context: RouteContext): void {
  const { catalog } = context;

  async function page(request: FastifyRequest, scope: ImageScope, query: ListQuery, visibility: Visibility) {
    const { viewer, call } = asking(request);
    const { limit = limitDefault, cursor = '' } = query;
    const { images, nextCursor } = await catalog.listImages({ viewer, scope, limit, cursor, visibility }, call);
    return { items: images.map((image) => imageDetailsJson(image)), next_cursor: nextCursor || null };
  }

  app.get(
    '/images',
    {
      schema: {
        summary: 'Public images, newest first',
        querystring: Type.Object(listQuery, { additionalProperties: false }),
        response: { 200: pageOf(ImageDetailsSchema) },
      },
    },
    (request) => page(request, 'IMAGE_SCOPE_EXPLORE', request.query, 'VISIBILITY_UNSPECIFIED'),
  );

  app.get(
    '/me/images',
    {
      config: person,
      schema: {
        summary: 'Your images, newest first',
        querystring: Type.Object(
          { ...listQuery, visibility: Type.Optional(VisibilityName) },
          { additionalProperties: false },
        ),
        response: { 200: pageOf(ImageDetailsSchema) },
      },
    },
    (request) => {
      const { visibility } = request.query;
      const wanted = visibility ? visibilityOf(visibility) : 'VISIBILITY_UNSPECIFIED';
      return page(request, 'IMAGE_SCOPE_MINE', request.query, wanted);
    },
  );

  app.get(
    '/images/:id',
    { schema: { summary: 'An image', params: IdParams, response: { 200: ImageWithChildrenSchema } } },
    async (request) => {
      const { viewer, call } = asking(request);
      const image = present((await catalog.getImage({ viewer, id: request.params.id }, call)).image, 'image');
      const live = await liveStatesOf({ id: image.generationId, images: [image] }, context, viewer, call);
      return imageWithChildrenJson(image, live.get(image.id));
    },
  );

  app.patch(
    '/images/:id',
    {
      config: person,
      schema: {
        summary: 'Make an image public or private',
        params: IdParams,
        body: VisibilityBody,
        response: { 200: ImageDetailsSchema },
      },
    },
    async (request) => {
      const { viewer, call } = asking(request);
      const imageIds = [request.params.id];
      const visibility = visibilityOf(request.body.visibility);
      const { results } = await catalog.setVisibility({ viewer, imageIds, visibility }, call);
      const result = present(results[0], 'result');
      if (result.reason !== 'REASON_UNSPECIFIED') {
        const plan = result.requiredPlan === 'PLAN_UNSPECIFIED' ? undefined : planName(result.requiredPlan);
        throw new ReasonError(result.reason, { plan });
      }
      return imageDetailsJson(present(result.image, 'image'));
    },
  );

  app.post(
    '/images/visibility',
    {
      config: person,
      schema: {
        summary: 'Make images public or private; told for each',
        body: BulkBody,
        response: { 200: Type.Object({ items: Type.Array(VisibilityResultSchema) }) },
      },
    },
    async (request) => {
      const { viewer, call } = asking(request);
      const { image_ids: imageIds, visibility } = request.body;
      const { results } = await catalog.setVisibility({ viewer, imageIds, visibility: visibilityOf(visibility) }, call);
      return { items: results.map(visibilityResultJson) };
    },
  );
}
