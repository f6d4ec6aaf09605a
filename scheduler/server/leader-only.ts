import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import { toServiceError } from '@quartet/service-kit/grpc-errors.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';

/**
 * Handlers that hand each call to those of the term, while this scheduler has one, and refuse it else.
 *
 * @param current the handlers of the service in this term; undefined while this scheduler is a standby
 * @param refusal names the leader, where it is known
 */
export function leaderOnly(
  definition: ServiceDefinition,
  unary: ReturnType<typeof unaryHandlers>,
  current: () => UntypedServiceImplementation | undefined,
  refusal: () => ReasonError,
): UntypedServiceImplementation {
  const refuseCall = unary(async () => {
    throw refusal();
  });
  const handlers: UntypedServiceImplementation = {};
  for (const [name, { requestStream, responseStream }] of Object.entries(definition)) {
    handlers[name] =
      requestStream || responseStream
        ? (call: NodeJS.EventEmitter) => {
            const handle = current()?.[name];
            if (handle) (handle as (call: NodeJS.EventEmitter) => void)(call);
            else refuseStream(call, refusal());
          }
        : (call: Parameters<typeof refuseCall>[0], callback: Parameters<typeof refuseCall>[1]) => {
            const handle = current()?.[name] ?? refuseCall;
            (handle as typeof refuseCall)(call, callback);
          };
  }
  return handlers;
}

/** Ends a stream with an error. */
export function refuseStream(call: NodeJS.EventEmitter, error: ReasonError): void {
  call.emit('error', Object.assign(new Error(error.message), toServiceError(error)));
}
