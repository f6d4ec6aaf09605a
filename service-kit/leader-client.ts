import type { ChannelOptions, Client } from '@grpc/grpc-js';
import { type ReasonError } from '@quartet/protos/reasons.ts';
import { fromServiceError } from './grpc-errors.ts';
import {
  type ServiceConstructor,
  type UnaryMethod,
  type UnaryOptions,
  callUnary,
  createClient,
} from './grpc-client.ts';

/** A leader that hangs without closing its connections is noticed within 6 s, about when another has taken over. */
const channelOptions: ChannelOptions = { 'grpc.keepalive_time_ms': 3_000, 'grpc.keepalive_timeout_ms': 3_000 };

/**
 * A client of a service that one of several processes leads. It talks to the address it was given until somebody answers
 * `not_leader` and names the leader; from then on to that one, until it cannot be reached or leads no more. The given
 * address may stand for all of the processes.
 */
export class LeaderClient<ServiceClient extends Client> {
  readonly #service: ServiceConstructor<ServiceClient>;
  readonly #address: string;
  readonly #configured: ServiceClient;
  /** The leader that was named last. Kept while another is followed: it may come to be reached later. */
  #named: { readonly address: string; readonly client: ServiceClient } | undefined;
  #followed: ServiceClient;

  constructor(service: ServiceConstructor<ServiceClient>, address: string) {
    this.#service = service;
    this.#address = address;
    this.#configured = createClient(service, address, channelOptions);
    this.#followed = this.#configured;
  }

  /** The client of the process that leads, as far as is known. Not to be closed, nor kept for later. */
  get client(): ServiceClient {
    return this.#followed;
  }

  /** Learns from how a call or stream of `client` failed. Gives whether the next one goes elsewhere. */
  failed(client: ServiceClient, { reason, details }: ReasonError): boolean {
    // Old news of one that is not followed any more.
    if (client !== this.#followed) return true;
    if (reason === 'REASON_NOT_LEADER' && details.leader) this.#follow(details.leader);
    else if (reason === 'REASON_NOT_LEADER' || reason === 'REASON_UNAVAILABLE') this.#followed = this.#configured;
    return client !== this.#followed;
  }

  /**
   * Calls a unary method; when it turns out that another leads, once more there, within the same deadline. For methods
   * that may be repeated.
   * @throws ReasonError always, whatever went wrong.
   */
  async call<Request, Response>(
    method: UnaryMethod<Request, Response>,
    request: Request,
    options: UnaryOptions,
  ): Promise<Response> {
    const untilMs = performance.now() + options.deadlineMs;
    const client = this.#followed;
    try {
      return await callUnary(client, method, request, options);
    } catch (error) {
      const goesElsewhere = this.failed(client, fromServiceError(error));
      const deadlineMs = untilMs - performance.now();
      if (!goesElsewhere || deadlineMs <= 0 || options.signal?.aborted) throw error;
      return callUnary(this.#followed, method, request, { ...options, deadlineMs });
    }
  }

  close(): void {
    this.#configured.close();
    this.#named?.client.close();
  }

  #follow(address: string): void {
    if (address === this.#address) {
      this.#followed = this.#configured;
      return;
    }
    if (this.#named?.address !== address) {
      this.#named?.client.close();
      this.#named = { address, client: createClient(this.#service, address, channelOptions) };
    }
    this.#followed = this.#named.client;
  }
}
