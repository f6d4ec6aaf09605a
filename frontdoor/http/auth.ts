/** Who asks: an API key in a header, or a session in a cookie for browsers, whose pictures and streams carry no header. */
import type { Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { nobody } from '../policy/visibility.ts';
import { CredentialCache } from './credential-cache.ts';
import type { CatalogPort } from './peers.ts';

/** Name of the session cookie. */
export const sessionCookie = 'quartet_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. */
    viewer: Viewer;
  }
  interface FastifyContextConfig {
    /** Whether the route needs a person: without credentials it answers 401. */
    readonly person?: boolean;
    /** Whether the route is for administrators: without credentials it answers 401, anyone else 403. */
    readonly admin?: boolean;
  }
}

/** A few seconds: long enough for a page's burst of requests, short enough for a revoked key or a new plan. */
const cacheTtlMs = 3_000;
const cacheSizeMax = 10_000;
/** Longer credentials are none of ours. */
const credentialLengthMax = 256;

/**
 * Finds out who asks before a body is read, and refuses unsafe requests that another origin's page made a browser send.
 * Needs the cookie plugin before it.
 */
export function installAuth(app: FastifyInstance, catalog: CatalogPort): CredentialCache {
  const cache = new CredentialCache({ ttlMs: cacheTtlMs, sizeMax: cacheSizeMax });

  async function authenticate(credential: { key: string } | { session: string }, requestId: string): Promise<Viewer> {
    const name = 'key' in credential ? `key ${credential.key}` : `session ${credential.session}`;
    const known = cache.get(name);
    if (known) return known;
    const { viewer } = await catalog.authenticate(credential, { requestId });
    if (!viewer?.userId) throw new ReasonError('REASON_UNAUTHENTICATED');
    cache.set(name, viewer);
    return viewer;
  }

  async function viewerOf(request: FastifyRequest): Promise<Viewer> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const key = /^Bearer +(qk_\S+)$/i.exec(authorization)?.[1];
      if (!key || key.length > credentialLengthMax) throw new ReasonError('REASON_UNAUTHENTICATED');
      return authenticate({ key }, request.id);
    }
    refuseForeignOrigin(request);
    const session = request.cookies[sessionCookie];
    if (!session || session.length > credentialLengthMax) return nobody;
    try {
      return await authenticate({ session }, request.id);
    } catch (error) {
      // A page cannot drop a stale cookie by itself; with it people still see what is public.
      if (error instanceof ReasonError && error.reason === 'REASON_UNAUTHENTICATED') return nobody;
      throw error;
    }
  }

  app.decorateRequest('viewer');
  app.addHook('onRequest', async (request) => {
    request.viewer = await viewerOf(request);
    const { person, admin } = request.routeOptions.config;
    if ((person || admin) && !request.viewer.userId) throw new ReasonError('REASON_UNAUTHENTICATED');
    if (admin && !request.viewer.admin) throw new ReasonError('REASON_ADMIN_REQUIRED');
  });
  return cache;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers send Origin with every unsafe request. Requests without one come from programs, which no page can make act
 * against their owner.
 */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (safeMethods.has(request.method) || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new ReasonError('REASON_ORIGIN_REFUSED');
}
