import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const pageFolder = join(import.meta.dirname, '..', 'page');

/** Libraries that the page uses as their packages hold them, by the name it asks for. */
const libraries = { 'thumbhash.js': createRequire(import.meta.url).resolve('thumbhash') };

/** Addresses of the page's views: each is the same document, which reads the address itself. */
const views = ['/', '/creations', '/i/:id', '/g/:id'];

/** Serves the page's files as they are: there is no build step. */
export async function installPage(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: pageFolder,
    index: false,
    wildcard: true,
    // Files carry no version in their names: browsers ask again each time and are told by the ETag.
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', 'no-cache');
    },
  });
  for (const [name, path] of Object.entries(libraries)) {
    app.get(`/vendor/${name}`, { schema: { hide: true } }, (_request, reply) =>
      reply.sendFile(basename(path), dirname(path)),
    );
  }
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) => reply.sendFile('index.html');
  for (const view of views) app.get(view, { schema: { hide: true } }, sendPage);
}
