import cookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Registry } from '@quartet/service-kit/metrics.ts';
import { fastify } from 'fastify';
import { openAiRoutes } from '../openai/routes.ts';
import { accountRoutes } from '../routes/account.ts';
import { clusterRoutes } from '../routes/cluster.ts';
import type { App, RouteContext } from '../routes/context.ts';
import { generationEventRoutes } from '../routes/generation-events.ts';
import { generationRoutes } from '../routes/generations.ts';
import { imageActionRoutes } from '../routes/image-actions.ts';
import { imageFileRoutes } from '../routes/image-files.ts';
import { imageRoutes } from '../routes/images.ts';
import { cachedModels, modelRoutes } from '../routes/models.ts';
import { planRoutes } from '../routes/plans.ts';
import { retryRoutes } from '../routes/retry.ts';
import { installAuth } from './auth.ts';
import { installObservation } from './observe.ts';
import { installOpenApi } from './openapi.ts';
import { installPage } from './page.ts';
import { installProblems, sendProblem } from './problems.ts';
import { installRateLimit } from './rate-limit.ts';
import { requestIdOf } from './request-id.ts';
import { installSecurity } from './security.ts';
import { installUnusedConnections } from './unused-connections.ts';
import { validatorCompiler } from './validation.ts';

const bodyLimitBytes = 1024 * 1024;
/** A client that sends its request slower than this is not waited for. */
const requestTimeoutMs = 30_000;

export interface AppOptions extends Omit<RouteContext, 'credentials' | 'models'> {
  readonly registry: Registry;
  readonly trustProxy: boolean;
  readonly rateLimits: { readonly perPerson: number; readonly perAddress: number };
}

/** The HTTP server with all its routes, not yet listening. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { log, registry } = options;
  const app = fastify({
    logger: false,
    trustProxy: options.trustProxy,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: requestIdOf,
    // A text of any length is an id that may not exist: all are answered alike, by the catalog.
    routerOptions: { maxParamLength: 16_384 },
    // Idle connections are closed at a stop, so that it does not wait for clients.
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, _request, reply) => {
      sendProblem(reply, new ReasonError('REASON_NO_SUCH_ROUTE'));
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Answers are written out field by field already; their schemas document them.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  installUnusedConnections(app);
  readJsonOnly(app);
  installProblems(app, log);
  installObservation(app, log, registry);
  await installSecurity(app);
  await app.register(cookie);
  await installOpenApi(app);
  await installPage(app);

  await app.register(async (api: App) => {
    const credentials = installAuth(api, options.catalog);
    await installRateLimit(api, options.rateLimits);
    const context: RouteContext = { ...options, credentials, models: cachedModels(options.catalog) };
    await api.register(async (v1: App) => v1Routes(v1, context), { prefix: '/v1' });
    await api.register(async (openAi: App) => openAiRoutes(openAi, context), { prefix: '/openai/v1' });
  });
  app.addHook('preClose', () => options.hub.stop());
  return app;
}

function v1Routes(v1: App, context: RouteContext): void {
  modelRoutes(v1, context);
  planRoutes(v1);
  accountRoutes(v1, context);
  generationRoutes(v1, context);
  retryRoutes(v1, context);
  generationEventRoutes(v1, context);
  imageRoutes(v1, context);
  imageActionRoutes(v1, context);
  imageFileRoutes(v1, context);
  clusterRoutes(v1, context);
}

/** Bodies are JSON; an empty one is none, whatever the header says. */
function readJsonOnly(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null);
    else void parse(request, String(body), done);
  });
}
