import { STATUS_CODES } from 'node:http';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { ProblemSchema } from '../routes/shapes.ts';

/** Describes the API in OpenAPI 3.1 at `/openapi.json`, from the schemas that check it, and shows it at `/docs`. */
export async function installOpenApi(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', (route: RouteOptions) => {
    if (!route.schema || !route.url.startsWith('/v1')) return;
    route.schema = withProblems(route.schema);
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Quartet',
        version: '1',
        description: 'Type a prompt, and four pictures are painted while you watch.',
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'an API key, qk_…' },
          session: { type: 'apiKey', in: 'cookie', name: 'quartet_session' },
        },
      },
      security: [{ key: [] }, { session: [] }, {}],
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject;
      for (const path of Object.values(document.openapiObject.paths ?? {})) optionalBodies(path ?? {});
      return document.openapiObject;
    },
  });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(swaggerUi, { routePrefix: '/docs', uiConfig: { validatorUrl: null } });
}

interface Described {
  readonly requestBody?: {
    required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema?: { readonly required?: readonly string[] } }>>;
  };
}

/** A body that needs no field may be left out: no body says the same as an empty object. */
function optionalBodies(path: object): void {
  for (const { requestBody } of Object.values(path) as readonly Described[]) {
    if (!requestBody) continue;
    requestBody.required = Object.values(requestBody.content).some(({ schema }) => schema?.required?.length);
  }
}

/** Every route may refuse; how is the same everywhere. */
function withProblems(schema: FastifySchema): FastifySchema {
  const content = { 'application/problem+json': { schema: ProblemSchema } };
  const response = (schema.response ?? {}) as Readonly<Record<string, unknown>>;
  const described = Object.fromEntries(
    Object.entries(response).map(([code, body]) => [code, { description: STATUS_CODES[code], ...(body as object) }]),
  );
  return { ...schema, response: { ...described, default: { description: 'A refusal (RFC 9457)', content } } };
}
