/** `POST /openai/v1/images/generations`: what `client.images.generate` calls. */
import { Readable } from 'node:stream';
import type { Generation } from '@quartet/protos/generated/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { waitForEnd } from '../events/wait-for-end.ts';
import { type App, type RouteContext, asking } from '../routes/context.ts';
import { completeOptions, seedFor } from '../routes/generation-request.ts';
import { idempotencyKeyOf } from '../routes/headers.ts';
import { present } from '../routes/present.ts';
import { OpenAiErrorSchema } from './errors.ts';
import { imageEventStream } from './image-events.ts';
import { type Delivery, ImagesBody, deliveryOf, generationBodyOf } from './image-request.ts';
import { pictureBase64 } from './picture-bytes.ts';
import { readyImages } from './ready-images.ts';
import { ImageEventSchema, type ImagesResponse, ImagesResponseSchema, noUsage, pictureFacts } from './shapes.ts';

export function openAiImageRoutes(app: App, context: RouteContext): void {
  const { catalog, models } = context;
  const schema = {
    summary: 'Paint images, for clients of OpenAI’s API',
    description:
      'Pictures are public, as they are by default in `POST /v1/generations`; private ones are asked for there. The answer ' +
      'comes when all have ended; with `stream` partial images come before. A client that goes away cancels nothing. ' +
      '`Idempotency-Key` makes repeats safe. Fields that would change nothing are taken, those that could not be kept to ' +
      'are refused.',
    body: ImagesBody,
    response: {
      200: {
        description: 'The pictures',
        content: {
          'application/json': { schema: ImagesResponseSchema },
          'text/event-stream': { schema: Type.Unsafe<Readable>(ImageEventSchema) },
        },
      },
      default: { description: 'A refusal', content: { 'application/json': { schema: OpenAiErrorSchema } } },
    },
  };

  // Measured like streams of events: the answer comes when the pictures are painted, however fast the front door is.
  app.post('/images/generations', { config: { person: true, stream: true }, schema }, async (request, reply) => {
    const { viewer, call } = asking(request);
    const { body } = request;
    const idempotencyKey = idempotencyKeyOf(request);
    const options = completeOptions(generationBodyOf(body), await models(request.id), seedFor(viewer, idempotencyKey));
    const delivery = deliveryOf(body, viewer);
    const created = await catalog.createGeneration({ viewer, options, idempotencyKey, requestId: request.id }, call);
    const generation = present(created.generation, 'generation');
    if (!body.stream) return painted(context, request, reply, generation, delivery);
    const wanted = { format: delivery.format, partialImages: body.partial_images ?? 0 };
    return reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(Readable.from(imageEventStream(context, request, generation, wanted)));
  });
}

/** The answer when all pictures have ended. Its client waits as long as it likes: what it has gone away from goes on. */
async function painted(
  context: RouteContext,
  request: FastifyRequest,
  reply: Pick<FastifyReply, 'raw'>,
  { id, createdAtMs, options }: Generation,
  { as, format }: Delivery,
): Promise<ImagesResponse> {
  const { viewer, call } = asking(request);
  const gone = new AbortController();
  // The answer's close: the request's own came when its body had been read.
  reply.raw.once('close', () => gone.abort());
  await waitForEnd(context.hub, id, viewer, gone.signal);
  const data: ImagesResponse['data'] = [];
  for (const image of await readyImages(context, id, viewer, call)) {
    if (as === 'url') data.push({ url: `${request.protocol}://${request.host}/v1/images/${image.id}/file` });
    // One after another: each is held whole, in both forms.
    else data.push({ b64_json: await pictureBase64(context, image.id, format, viewer, call) });
  }
  return {
    created: Math.floor(createdAtMs / 1_000),
    data,
    ...pictureFacts(present(options, 'options')),
    ...(as === 'url' ? {} : { output_format: format }),
    usage: noUsage,
  };
}
