import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
  type handleUnaryCall,
} from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { packageDefinition } from '@quartet/protos/loader.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { HealthImplementation } from 'grpc-health-check';
import { Histogram, type Registry } from 'prom-client';
import { requestIdKey } from './grpc-client.ts';
import { toServiceError } from './grpc-errors.ts';
import type { Logger } from './log.ts';
import { waitBuckets } from './metrics.ts';

/** What a unary handler may know of its call. */
export interface CallContext {
  /** One id from the HTTP request to the GPU; empty where the caller sent none. */
  readonly requestId: string;
  /** Aborted when the caller has gone or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** A running gRPC server. */
export interface GrpcServer {
  /** Where it listens, host:port. */
  readonly address: string;
  /** What the standard health service answers for the whole server. */
  setServing(serving: boolean): void;
  /** Ends open calls within `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** One service and its handlers. */
export interface ServedService {
  readonly definition: ServiceDefinition;
  readonly handlers: UntypedServiceImplementation;
}

/** Serves the given services beside the standard health and reflection ones. Not yet serving by its health. */
export async function startGrpcServer(options: {
  readonly listen: string;
  readonly services: readonly ServedService[];
}): Promise<GrpcServer> {
  const server = new Server({
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 5_000,
    'grpc.max_receive_message_length': 8 * 1024 * 1024,
  });
  for (const { definition, handlers } of options.services) server.addService(definition, handlers);
  const health = new HealthImplementation({ '': 'NOT_SERVING' });
  health.addToServer(server);
  // The contracts hold the services of all parts: this server tells of its own.
  const served = options.services.flatMap(({ definition }) => serviceNames(definition));
  new ReflectionService(packageDefinition, { services: served }).addToServer(server);
  const host = options.listen.slice(0, options.listen.lastIndexOf(':'));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(options.listen, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `${host}:${port}`,
    setServing: (serving) => health.setStatus('', serving ? 'SERVING' : 'NOT_SERVING'),
    close: async (graceMs) => {
      health.setStatus('', 'NOT_SERVING');
      const cut = setTimeout(() => server.forceShutdown(), graceMs);
      await new Promise<void>((resolve) => {
        server.tryShutdown(() => resolve());
      });
      clearTimeout(cut);
    },
  };
}

/** Full names of the services of a definition: the path of `/quartet.node.v1.Node/Run` names `quartet.node.v1.Node`. */
function serviceNames(definition: ServiceDefinition): string[] {
  const names = Object.values(definition).map(({ path }) => path.split('/')[1] ?? '');
  return [...new Set(names)];
}

/** Makes gRPC handlers of promise-returning functions: errors become reasons, defects are logged, times are measured. */
export function unaryHandlers(log: Logger, registry: Registry) {
  const seconds = new Histogram({
    name: 'quartet_grpc_server_seconds',
    help: 'Time from the arrival of a unary call to its answer, by method and outcome.',
    labelNames: ['method', 'reason'],
    buckets: waitBuckets,
    registers: [registry],
  });
  return function unary<Request, Response>(
    handler: (request: Request, context: CallContext) => Promise<Response>,
  ): handleUnaryCall<Request, Response> {
    return (call, callback) => {
      const requestId = requestIdOf(call.metadata);
      const abort = new AbortController();
      call.on('cancelled', () => abort.abort());
      const observe = seconds.startTimer({ method: call.getPath().split('/').at(-1) ?? '' });
      handler(call.request, { requestId, signal: abort.signal }).then(
        (response) => {
          observe({ reason: 'none' });
          callback(null, response);
        },
        (error: unknown) => {
          const known = error instanceof ReasonError;
          observe({ reason: known ? reasonName(error.reason) : 'internal' });
          if (!known)
            log.error({ err: error, request_id: requestId, method: call.getPath() }, 'a call failed by a defect');
          callback(toServiceError(error));
        },
      );
    };
  };
}

/** The request id that a caller sent, or an empty text. */
export function requestIdOf(metadata: Metadata): string {
  return String(metadata.get(requestIdKey)[0] ?? '');
}
