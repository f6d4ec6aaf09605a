/** Who one is, and signing in and out: browsers trade a key for a cookie. */
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Type } from 'typebox';
import { sessionCookie } from '../http/auth.ts';
import { invalidField } from '../http/validation.ts';
import { type App, type RouteContext, asking, callOf } from './context.ts';
import { meJson, present } from './present.ts';
import { MeSchema, NoContent } from './shapes.ts';

const SessionBody = Type.Object(
  { key: Type.Optional(Type.String({ maxLength: 256, description: 'an API key, qk_…' })) },
  { additionalProperties: false, description: 'a JSON object with a key' },
);

const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict', secure: 'auto' } as const;

export function accountRoutes(app: App, { catalog, credentials, demoKey }: RouteContext): void {
  app.get(
    '/me',
    { config: { person: true }, schema: { summary: 'Who you are', response: { 200: MeSchema } } },
    (request) => meJson(request.viewer),
  );

  app.post(
    '/session',
    { schema: { summary: 'Trade a key for a session cookie', body: SessionBody, response: { 200: MeSchema } } },
    async (request, reply) => {
      const key = request.body.key ?? demoKey;
      if (key === undefined) throw invalidField('key', 'an API key, qk_…');
      if (key === '') throw new ReasonError('REASON_UNAUTHENTICATED');
      const { session, expiresAtMs, viewer } = await catalog.createSession({ key }, callOf(request));
      reply.setCookie(sessionCookie, session, { ...cookieOptions, expires: new Date(expiresAtMs) });
      reply.header('cache-control', 'no-store');
      return meJson(present(viewer, 'viewer'));
    },
  );

  const response = { 204: NoContent };
  app.delete('/session', { schema: { summary: 'End the session', response } }, async (request, reply) => {
    const session = request.cookies[sessionCookie];
    if (session) {
      await catalog.deleteSession({ session }, asking(request).call);
      credentials.delete(`session ${session}`);
    }
    reply.clearCookie(sessionCookie, cookieOptions);
    return reply.code(204).send(null);
  });
}
