/** Every refusal as an RFC 9457 problem. The body holds nothing of the request but the names of fields. */
import { type Reason, ReasonError, reasonName, reasonTable } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { InvalidFields } from './validation.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Why the request was refused or failed; absent on other answers. */
    refusedBecause?: Reason;
  }
}

/** Seconds after which a refusal for load or an absent part is worth another try, where nobody said better. */
const defaultRetryAfterSeconds: Partial<Record<Reason, number>> = {
  REASON_INFLIGHT_LIMIT: 5,
  REASON_RATE_LIMIT: 1,
  REASON_UNAVAILABLE: 1,
};

/** Whole seconds after which a refused request is worth another try; undefined where it is not. */
export function retryAfterOf({ reason, details }: ReasonError): number | undefined {
  const seconds = details.retryAfterSeconds ?? defaultRetryAfterSeconds[reason];
  return seconds === undefined ? undefined : Math.ceil(seconds);
}

/** The body of a refusal. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly reason: string;
  readonly field?: string;
  readonly expected?: string;
  readonly plan?: string;
  readonly errors?: readonly { readonly field: string; readonly expected: string }[];
}

/** The problem a ReasonError is. */
export function problemOf(error: ReasonError): Problem {
  const { http: status, title } = reasonTable[error.reason];
  const { field, expected, plan } = error.details;
  const reason = reasonName(error.reason);
  const errors = error instanceof InvalidFields ? error.faults : undefined;
  return { type: `urn:quartet:problem:${reason}`, title, status, reason, field, expected, plan, errors };
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, error: ReasonError): FastifyReply {
  const problem = problemOf(error);
  reply.refusedBecause = error.reason;
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // As bytes: to a text Fastify would add a charset, which this media type does not have.
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(Buffer.from(JSON.stringify(problem)));
}

const fastifyReasons: Readonly<Record<string, Reason>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'REASON_NOT_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'REASON_NOT_JSON',
  FST_ERR_CTP_BODY_TOO_LARGE: 'REASON_BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REASON_NOT_JSON',
  FST_ERR_BAD_URL: 'REASON_NO_SUCH_ROUTE',
  FST_ERR_NOT_FOUND: 'REASON_NO_SUCH_ROUTE',
};

/** The expected failure that an error is; anything unknown is a defect of ours. */
export function reasonErrorOf(error: unknown): ReasonError {
  if (error instanceof ReasonError) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : fastifyReasons[code];
  if (known) return new ReasonError(known, {}, { cause: error });
  if (statusCode === 404) return new ReasonError('REASON_NO_SUCH_ROUTE', {}, { cause: error });
  return new ReasonError('REASON_INTERNAL', {}, { cause: error });
}

/** The one place where errors become answers. */
export function installProblems(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = reasonErrorOf(error);
    if (known.reason === 'REASON_INTERNAL') {
      log.error(
        { err: error, request_id: request.id, route: request.routeOptions.url },
        'a request failed by a defect',
      );
    }
    return sendProblem(reply, known);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new ReasonError('REASON_NO_SUCH_ROUTE')));
}
