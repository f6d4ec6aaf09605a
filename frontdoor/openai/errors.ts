/** Our refusals as clients of OpenAI's API know them. */
import { type Reason, ReasonError, reasonName, reasonTable } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { reasonErrorOf, retryAfterOf } from '../http/problems.ts';
import type { App } from '../routes/context.ts';

export const OpenAiErrorSchema = Type.Object(
  {
    error: Type.Object({
      message: Type.String(),
      type: Type.String(),
      param: Type.Union([Type.String(), Type.Null()], { description: 'the field at fault' }),
      code: Type.String({ description: 'our reason, or the code clients know it by' }),
    }),
  },
  { $id: 'OpenAiError' },
);

/** The body of a refusal, and of the event that ends a stream early. */
export interface OpenAiError {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
  };
}

/** Statuses for which clients have an error of their own; others are as in the rest of the API. */
const statuses: Readonly<Partial<Record<number, number>>> = { 402: 403, 422: 400 };

/** Codes that programs look for. */
const codes: Readonly<Partial<Record<Reason, string>>> = {
  REASON_UNAUTHENTICATED: 'invalid_api_key',
  REASON_UNKNOWN_MODEL: 'model_not_found',
  REASON_RATE_LIMIT: 'rate_limit_exceeded',
  REASON_NO_SUCH_ROUTE: 'unknown_url',
};

/** The HTTP status of a refusal. */
function statusOf({ reason }: ReasonError): number {
  if (reason === 'REASON_UNKNOWN_MODEL') return 404;
  const { http } = reasonTable[reason];
  return statuses[http] ?? http;
}

/** What a refusal says. Its message holds nothing of the request but the name of a field. */
export function openAiErrorOf(error: ReasonError): OpenAiError {
  const { reason, details } = error;
  const { field, expected, plan } = details;
  const more = [
    ...(field && expected ? [`${field} must be ${expected}.`] : []),
    ...(plan ? [`The plan ${plan} does.`] : []),
  ];
  return {
    error: {
      message: [reasonTable[reason].title, ...more].join(' '),
      type: typeOf(statusOf(error)),
      param: field ?? null,
      code: codes[reason] ?? reasonName(reason),
    },
  };
}

function typeOf(status: number): string {
  if (status >= 500) return 'server_error';
  return status === 429 ? 'rate_limit_error' : 'invalid_request_error';
}

/** Has every refusal of these routes, and of what is not among them, answered in OpenAI's shape. */
export function installOpenAiErrors(app: App, log: Logger): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = reasonErrorOf(error);
    logDefect(log, known, error, request);
    return send(reply, known);
  });
  app.setNotFoundHandler((_request, reply) => send(reply, new ReasonError('REASON_NO_SUCH_ROUTE')));
}

/** Says so where a failure is a defect of ours. */
export function logDefect(log: Logger, known: ReasonError, error: unknown, request: FastifyRequest): void {
  if (known.reason !== 'REASON_INTERNAL') return;
  log.error({ err: error, request_id: request.id, route: request.routeOptions.url }, 'a request failed by a defect');
}

function send(reply: FastifyReply, error: ReasonError): FastifyReply {
  reply.refusedBecause = error.reason;
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  // Clients ask again by themselves after each 409, 429 and 5xx. What has been tried and failed is not painted anew for that.
  else reply.header('x-should-retry', 'false');
  if (error.reason === 'REASON_UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
  return reply.code(statusOf(error)).header('cache-control', 'no-store').send(openAiErrorOf(error));
}
