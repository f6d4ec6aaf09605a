/** What the parts of a simulated cell say to each other: what matters here of `protos`. */
import type { Lease, NodeOrder, Reason, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { FailedLease, NodeReport } from '../../core/events.ts';
import type { Host } from './network.ts';

/** What whoever is asked for a leader's service answers when it is no leader. */
export interface NotLeader {
  readonly kind: 'not_leader';
  readonly leader: Host | undefined;
}

/** From a node to the leader. */
export interface JoinRequest {
  readonly report: NodeReport;
  readonly epochSeen: number;
}

export type JoinAnswer =
  | { readonly kind: 'welcome'; readonly epoch: number }
  | { readonly kind: 'cancel'; readonly lease: Lease; readonly reason: Reason }
  | { readonly kind: 'noted'; readonly leases: readonly Lease[] }
  | { readonly kind: 'order'; readonly order: NodeOrder };

/** From a worker to the leader. */
export type PlaceRequest =
  | { readonly kind: 'place'; readonly description: TaskDescription; readonly failed: FailedLease | undefined }
  | { readonly kind: 'withdraw'; readonly taskId: string }
  | { readonly kind: 'cancel'; readonly taskId: string };

export type PlaceAnswer =
  | { readonly kind: 'leased'; readonly lease: Lease }
  | { readonly kind: 'refused'; readonly taskId: string; readonly reason: Reason };

/** From a worker to the node of a lease. */
export interface RunRequest {
  readonly lease: Lease;
  readonly description: TaskDescription;
}

export type RunAnswer =
  | { readonly kind: 'done'; readonly lease: Lease }
  | { readonly kind: 'failed'; readonly lease: Lease; readonly reason: Reason; readonly step: number };
