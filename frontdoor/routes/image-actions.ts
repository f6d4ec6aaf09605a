/** What a person does with one picture: makes another from it, likes it, pins it. */
import type { Action } from '@quartet/protos/generated/index.ts';
import type { FastifyRequest } from 'fastify';
import { answerAccepted } from './accepted.ts';
import { type App, type RouteContext, asking } from './context.ts';
import { AcceptingHeaders, acceptingDescription, idempotencyKeyOf } from './headers.ts';
import { actionNames, imageDetailsJson, present } from './present.ts';
import { EmptyBody, GenerationSchema, IdParams, ImageDetailsSchema } from './shapes.ts';

const person = { person: true } as const;

const transforms: readonly { readonly action: Action; readonly summary: string }[] = [
  { action: 'ACTION_UPSCALE', summary: 'Enlarge an image up to twice; transparency is kept' },
  { action: 'ACTION_REMOVE_BACKGROUND', summary: 'Make a transparent image of what is in front' },
];

type OfImage = FastifyRequest<{ Params: { id: string } }>;

export function imageActionRoutes(app: App, context: RouteContext): void {
  const { catalog } = context;

  for (const { action, summary } of transforms) {
    app.post(
      `/images/:id/${actionNames[action]}`,
      {
        config: person,
        schema: {
          summary,
          description: `The new image is private if this one is, else public. ${acceptingDescription}`,
          headers: AcceptingHeaders,
          params: IdParams,
          body: EmptyBody,
          response: { 202: GenerationSchema },
        },
      },
      async (request, reply) => {
        const { viewer, call } = asking(request);
        const { id: imageId } = request.params;
        const idempotencyKey = idempotencyKeyOf(request);
        const asked = { viewer, imageId, action, idempotencyKey, requestId: request.id };
        const created = await catalog.transformImage(asked, call);
        reply.code(202);
        return answerAccepted(context, request, reply, created);
      },
    );
  }

  async function setLike(request: OfImage, liked: boolean) {
    const { viewer, call } = asking(request);
    const { image } = await catalog.setLike({ viewer, imageId: request.params.id, liked }, call);
    return imageDetailsJson(present(image, 'image'));
  }

  async function setPin(request: OfImage, pinned: boolean) {
    const { viewer, call } = asking(request);
    const { image } = await catalog.setPin({ viewer, imageId: request.params.id, pinned }, call);
    return imageDetailsJson(present(image, 'image'));
  }

  const schema = (summary: string) => ({ summary, params: IdParams, response: { 200: ImageDetailsSchema } });
  const withBody = (summary: string) => ({ ...schema(summary), body: EmptyBody });

  app.put('/images/:id/like', { config: person, schema: withBody('Like an image') }, (request) =>
    setLike(request, true),
  );
  app.delete('/images/:id/like', { config: person, schema: schema('Like an image no longer') }, (request) =>
    setLike(request, false),
  );
  app.put('/images/:id/pin', { config: person, schema: withBody('Pin your image to your profile') }, (request) =>
    setPin(request, true),
  );
  app.delete('/images/:id/pin', { config: person, schema: schema('Pin your image no longer') }, (request) =>
    setPin(request, false),
  );
}
