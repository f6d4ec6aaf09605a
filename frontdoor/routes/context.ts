import type { Model, Viewer } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventHub } from '../events/hub.ts';
import type { LiveStore } from '../events/live-store.ts';
import type { EventMetrics } from '../events/metrics.ts';
import type { CredentialCache } from '../http/credential-cache.ts';
import type { Call, CatalogPort, SchedulerPort } from '../http/peers.ts';
import type { PictureStore } from './picture-store.ts';

/** A Fastify instance whose handlers know their requests' types from the schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What routes work with. */
export interface RouteContext {
  readonly catalog: CatalogPort;
  readonly scheduler: SchedulerPort;
  readonly store: LiveStore;
  readonly pictures: PictureStore;
  readonly hub: EventHub;
  readonly eventMetrics: EventMetrics;
  readonly credentials: CredentialCache;
  /** What can be asked for, the default first; as it was a few seconds ago at most. */
  readonly models: (requestId: string) => Promise<readonly Model[]>;
  readonly log: Logger;
  /** Key that an empty sign-in uses; in local demos only. */
  readonly demoKey: string | undefined;
}

/** What every call for a request carries. */
export function callOf(request: FastifyRequest): Call {
  return { requestId: request.id };
}

/** The viewer and the call of a request. */
export function asking(request: FastifyRequest): { readonly viewer: Viewer; readonly call: Call } {
  return { viewer: request.viewer, call: callOf(request) };
}
