import { type ChannelOptions, type Client, Metadata, credentials } from '@grpc/grpc-js';
import { fromServiceError } from './grpc-errors.ts';

/** Metadata key of the one id that follows a request from HTTP to the GPU. */
export const requestIdKey = 'x-request-id';

/** A peer that is restarted is found again within a second; a dead connection is noticed within 15. */
const channelOptions: ChannelOptions = {
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.max_receive_message_length': 8 * 1024 * 1024,
};

/** The constructor of a service's client, as `protos/services.ts` has them. */
export type ServiceConstructor<ServiceClient extends Client> = new (
  address: string,
  creds: ReturnType<typeof credentials.createInsecure>,
  options: ChannelOptions,
) => ServiceClient;

/** A client of a service at `host:port`, with this project's channel options but for those given. */
export function createClient<ServiceClient extends Client>(
  service: ServiceConstructor<ServiceClient>,
  address: string,
  options: ChannelOptions = {},
): ServiceClient {
  return new service(address, credentials.createInsecure(), { ...channelOptions, ...options });
}

/** Metadata that carries a request id. */
export function requestMetadata(requestId: string): Metadata {
  const metadata = new Metadata();
  if (requestId) metadata.set(requestIdKey, requestId);
  return metadata;
}

/** How a unary call is made. */
export interface UnaryOptions {
  /** The call fails with `unavailable` when it takes longer. */
  readonly deadlineMs: number;
  readonly requestId?: string;
  readonly signal?: AbortSignal;
}

/** A unary method of a service, as `Catalog.service.GetTask`. */
export interface UnaryMethod<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/**
 * Calls a unary method: `callUnary(client, Catalog.service.GetTask, { taskId }, { deadlineMs: 5_000 })`.
 * @throws ReasonError always, whatever went wrong.
 */
export function callUnary<Request, Response>(
  client: Client,
  method: UnaryMethod<Request, Response>,
  request: Request,
  options: UnaryOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      requestMetadata(options.requestId ?? ''),
      { deadline: Date.now() + options.deadlineMs },
      (error, response) => {
        options.signal?.removeEventListener('abort', cancel);
        if (response === undefined) reject(fromServiceError(error));
        else resolve(response);
      },
    );
    const cancel = (): void => call.cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    if (options.signal?.aborted) cancel();
  });
}
