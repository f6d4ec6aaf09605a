/** What the front door asks of the other parts, as promises that fail with a ReasonError. */
import type { Client } from '@grpc/grpc-js';
import type { AdminDefinition, CatalogDefinition, PlacementDefinition } from '@quartet/protos/generated/index.ts';
import { Admin, Catalog, Placement } from '@quartet/protos/services.ts';
import { callUnary, createClient } from '@quartet/service-kit/grpc-client.ts';
import { LeaderClient } from '@quartet/service-kit/leader-client.ts';

/** One call for one HTTP request. */
export interface Call {
  /** Follows the request to the GPU; for logs. */
  readonly requestId: string;
  readonly signal?: AbortSignal;
}

/** A unary method as the generated definitions type it. */
interface Method<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

type Unary<Definition> =
  Definition extends Method<infer Request, infer Response>
    ? (request: Request, call: Call) => Promise<Response>
    : never;

/** The catalog's methods for viewers. */
export type CatalogPort = {
  readonly [
    Name in
      | 'Authenticate'
      | 'CreateSession'
      | 'DeleteSession'
      | 'ListModels'
      | 'CreateGeneration'
      | 'TransformImage'
      | 'GetGeneration'
      | 'ListGenerations'
      | 'CancelGeneration'
      | 'DeleteGeneration'
      | 'ListFacts'
      | 'ListImages'
      | 'GetImage'
      | 'SetVisibility'
      | 'SetLike'
      | 'SetPin'
      | 'LocateFile' as Uncapitalize<Name>
  ]: Unary<CatalogDefinition[Name]>;
};

/** The scheduler's methods for the front door. For people they are help, never needed: whoever calls them bears their failure. */
export type SchedulerPort = {
  readonly [Name in 'Estimate' | 'Cancel' as Uncapitalize<Name>]: Unary<PlacementDefinition[Name]>;
} & {
  /** For administrators. */
  readonly getCluster: Unary<AdminDefinition['GetCluster']>;
};

/** Reads and single-row writes end in milliseconds; this only has to cover a restart of the database's connections. */
const catalogDeadlineMs = 5_000;
/** Accepting waits for a commit. */
const createDeadlineMs = 10_000;
/** A person waits for the answer that carries the estimate. */
const estimateDeadlineMs = 200;
/** The durable way of a cancel is under way already; this is the fast one. */
const cancelDeadlineMs = 1_000;
/** Thousands of nodes and tasks are looked at in far less. */
const clusterDeadlineMs = 5_000;

export interface Peers {
  readonly catalog: CatalogPort;
  readonly scheduler: SchedulerPort;
  /** Whether the catalog can be reached now, for readiness. */
  catalogIsReachable(): Promise<boolean>;
  close(): void;
}

/** Opens channels to the catalog and the scheduler, `host:port` each. They connect when needed. */
export function connectPeers(addresses: { readonly catalog: string; readonly scheduler: string }): Peers {
  const catalog = createClient(Catalog, addresses.catalog);
  const scheduler = new LeaderClient(Placement, addresses.scheduler);
  const admin = new LeaderClient(Admin, addresses.scheduler);
  const { service } = Catalog;
  return {
    catalog: {
      authenticate: unary(catalog, service.Authenticate, catalogDeadlineMs),
      createSession: unary(catalog, service.CreateSession, catalogDeadlineMs),
      deleteSession: unary(catalog, service.DeleteSession, catalogDeadlineMs),
      listModels: unary(catalog, service.ListModels, catalogDeadlineMs),
      createGeneration: unary(catalog, service.CreateGeneration, createDeadlineMs),
      transformImage: unary(catalog, service.TransformImage, createDeadlineMs),
      getGeneration: unary(catalog, service.GetGeneration, catalogDeadlineMs),
      listGenerations: unary(catalog, service.ListGenerations, catalogDeadlineMs),
      cancelGeneration: unary(catalog, service.CancelGeneration, createDeadlineMs),
      deleteGeneration: unary(catalog, service.DeleteGeneration, createDeadlineMs),
      listFacts: unary(catalog, service.ListFacts, catalogDeadlineMs),
      listImages: unary(catalog, service.ListImages, catalogDeadlineMs),
      getImage: unary(catalog, service.GetImage, catalogDeadlineMs),
      setVisibility: unary(catalog, service.SetVisibility, createDeadlineMs),
      setLike: unary(catalog, service.SetLike, catalogDeadlineMs),
      setPin: unary(catalog, service.SetPin, catalogDeadlineMs),
      locateFile: unary(catalog, service.LocateFile, catalogDeadlineMs),
    },
    scheduler: {
      estimate: atLeader(scheduler, Placement.service.Estimate, estimateDeadlineMs),
      cancel: atLeader(scheduler, Placement.service.Cancel, cancelDeadlineMs),
      getCluster: atLeader(admin, Admin.service.GetCluster, clusterDeadlineMs),
    },
    catalogIsReachable: () =>
      new Promise((resolve) => catalog.waitForReady(Date.now() + 1_000, (error) => resolve(!error))),
    close: () => {
      catalog.close();
      scheduler.close();
      admin.close();
    },
  };
}

function unary<Request, Response>(
  client: Client,
  method: Method<Request, Response>,
  deadlineMs: number,
): (request: Request, call: Call) => Promise<Response> {
  return (request, call) => callUnary(client, method, request, { ...call, deadlineMs });
}

function atLeader<ServiceClient extends Client, Request, Response>(
  leader: LeaderClient<ServiceClient>,
  method: Method<Request, Response>,
  deadlineMs: number,
): (request: Request, call: Call) => Promise<Response> {
  return (request, call) => leader.call(method, request, { ...call, deadlineMs });
}
