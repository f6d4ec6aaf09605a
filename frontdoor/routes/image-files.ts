/**
 * A picture's bytes. The catalog decides at each request, so a change of visibility holds on the next one: caches may keep
 * the bytes but must ask again, and are told by the ETag that theirs are still good.
 */
import { pipeline } from 'node:stream';
import type { FileKind, Image, LocateFileResponse } from '@quartet/protos/generated/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type App, type RouteContext, asking } from './context.ts';
import { attachmentOf } from './file-name.ts';
import { jpgEncoder, jpgQuality } from './jpg.ts';
import { present } from './present.ts';
import { IdParams } from './shapes.ts';

type OfImage = FastifyRequest<{ Params: { id: string } }>;

export function imageFileRoutes(app: App, { catalog, pictures, log }: RouteContext): void {
  const locate = (request: OfImage, kind: FileKind): Promise<LocateFileResponse> => {
    const { viewer, call } = asking(request);
    return catalog.locateFile({ viewer, imageId: request.params.id, kind }, call);
  };

  async function sendOriginal(request: OfImage, reply: FastifyReply) {
    const file = await locate(request, 'FILE_KIND_ORIGINAL');
    return send(request, reply, file, !file.pngAllowed);
  }

  async function sendThumbnail(request: OfImage, reply: FastifyReply) {
    return send(request, reply, await locate(request, 'FILE_KIND_THUMBNAIL'), false);
  }

  async function sendAttachment(request: OfImage, reply: FastifyReply) {
    const { viewer, call } = asking(request);
    const [file, { image }] = await Promise.all([
      locate(request, 'FILE_KIND_ORIGINAL'),
      catalog.getImage({ viewer, id: request.params.id }, call),
    ]);
    reply.header('content-disposition', dispositionOf(present(image, 'image'), file));
    return send(request, reply, file, !file.pngAllowed);
  }

  async function send(request: OfImage, reply: FastifyReply, file: LocateFileResponse, asJpg: boolean) {
    const etag = `"${file.sha256}${asJpg ? `-jpg${jpgQuality}` : ''}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'authorization, cookie');
    if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return asJpg ? sendJpg(request, reply, file) : sendStored(reply, file);
  }

  async function sendStored(reply: FastifyReply, file: LocateFileResponse) {
    const stored = await pictures.read(file.objectKey);
    return reply.type(file.mediaType).header('content-length', file.sizeBytes).send(stored);
  }

  async function sendJpg(request: FastifyRequest, reply: FastifyReply, file: LocateFileResponse) {
    const stored = await pictures.read(file.objectKey);
    const jpg = jpgEncoder();
    pipeline(stored, jpg, (error) => {
      if (error) log.warn({ err: error, request_id: request.id }, 'a picture was not sent to its end');
    });
    return reply.type('image/jpeg').send(jpg);
  }

  const png = 'PNG where your plan downloads PNG, else JPG';
  const formats = ['image/png', 'image/jpeg'];
  app.get('/images/:id/file', { schema: fileSchema(`The picture: ${png}`, formats) }, sendOriginal);
  app.get(
    '/images/:id/download',
    { schema: fileSchema(`The picture as an attachment: ${png}`, formats) },
    sendAttachment,
  );
  app.get(
    '/images/:id/thumbnail',
    { schema: fileSchema('The small picture for lists', ['image/webp']) },
    sendThumbnail,
  );
}

function fileSchema(summary: string, mediaTypes: readonly string[]) {
  const binary = { schema: Type.String({ format: 'binary' }) };
  const content = Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, binary]));
  const held = Type.Null({ description: 'A cache holds it: see If-None-Match' });
  return { summary, params: IdParams, response: { 200: { description: 'The file', content }, 304: held } };
}

/** Named after the prompt: whoever may see an image may see it. */
function dispositionOf(image: Image, { pngAllowed }: LocateFileResponse): string {
  return attachmentOf(image, image.options?.prompt ?? '', pngAllowed ? 'png' : 'jpg');
}

/** Whether one of the tags a cache holds is this one; weak or strong, for the bytes are the same. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const held = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return held.includes(etag) || held.includes('*');
}
