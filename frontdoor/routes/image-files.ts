/**
 * A picture's bytes. The catalog decides at each request, so a change of visibility holds on the next one: caches may keep
 * the bytes but must ask again, and are told by the ETag that theirs are still good.
 */
import { pipeline } from 'node:stream';
import type { FileKind, LocateFileResponse } from '@quartet/protos/generated/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import sharp from 'sharp';
import { type App, type RouteContext, asking } from './context.ts';
import { IdParams } from './shapes.ts';

/** For viewers whose plan does not download PNG. */
const jpgQuality = 85;

export function imageFileRoutes(app: App, { catalog, pictures, log }: RouteContext): void {
  async function sendFile(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply, kind: FileKind) {
    const { viewer, call } = asking(request);
    const file = await catalog.locateFile({ viewer, imageId: request.params.id, kind }, call);
    const asJpg = kind === 'FILE_KIND_ORIGINAL' && !file.pngAllowed;
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
    // JPG knows no transparency: what shows through is white.
    const jpg = sharp().flatten({ background: 'white' }).jpeg({ quality: jpgQuality });
    pipeline(stored, jpg, (error) => {
      if (error) log.warn({ err: error, request_id: request.id }, 'a picture was not sent to its end');
    });
    return reply.type('image/jpeg').send(jpg);
  }

  app.get(
    '/images/:id/file',
    {
      schema: {
        summary: 'The picture: PNG where your plan downloads PNG, else JPG',
        params: IdParams,
        produces: ['image/png', 'image/jpeg'],
      },
    },
    (request, reply) => sendFile(request, reply, 'FILE_KIND_ORIGINAL'),
  );

  app.get(
    '/images/:id/thumbnail',
    { schema: { summary: 'The small picture for lists', params: IdParams, produces: ['image/webp'] } },
    (request, reply) => sendFile(request, reply, 'FILE_KIND_THUMBNAIL'),
  );
}

/** Whether one of the tags a cache holds is this one; weak or strong, for the bytes are the same. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const held = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return held.includes(etag) || held.includes('*');
}
