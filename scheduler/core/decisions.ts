/** What comes out of the core: what its shell must say, and to whom. */
import type { Lease, NodeOrder, Reason, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { NodeConnection, WorkerConnection } from './events.ts';

/** How a new lease came about. */
export interface Grant {
  /** From the moment the task was last placed by a worker. */
  readonly waitedMs: number;
  /** Why its lease before this one ended without a result; absent for a first lease. */
  readonly placedAgainReason?: Reason;
}

export type Decision =
  /** The task may run. Without `grant` the lease is an old one that still lives. */
  | {
      readonly kind: 'leased';
      readonly workers: readonly WorkerConnection[];
      readonly description: TaskDescription;
      readonly lease: Lease;
      readonly grant?: Grant;
    }
  /** The task will not run. */
  | {
      readonly kind: 'refused';
      readonly workers: readonly WorkerConnection[];
      readonly description: TaskDescription;
      readonly reason: Reason;
    }
  /** A lease ended without a result. For logs and counters; whoever ran it learns by its own stream. */
  | { readonly kind: 'lease_lost'; readonly lease: Lease; readonly requestId: string; readonly reason: Reason }
  /** The node must stop a task. */
  | {
      readonly kind: 'cancel_on_node';
      readonly connection: NodeConnection;
      readonly lease: Lease;
      readonly reason: Reason;
    }
  /** The node need not repeat these ends. */
  | { readonly kind: 'ended_noted'; readonly connection: NodeConnection; readonly leases: readonly Lease[] }
  /** The node is to do as an operator says. */
  | { readonly kind: 'order_on_node'; readonly connection: NodeConnection; readonly order: NodeOrder }
  /** The node does as the operators that gave it orders last said. */
  | { readonly kind: 'order_obeyed'; readonly nodeId: string };

/** Where a waiting task stands; told apart from decisions, for it may be dropped when a newer one exists. */
export interface QueueUpdate {
  readonly workers: readonly WorkerConnection[];
  readonly taskId: string;
  /** Tasks before it, from 0. */
  readonly position: number;
  /** From now until it is expected to start. */
  readonly estimateMs: number;
}
