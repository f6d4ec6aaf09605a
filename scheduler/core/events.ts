/** What goes into the core: everything that happens to the scheduler, in its own words. */
import type {
  Lease,
  NodeOrder,
  NodeOrderKind,
  Reason,
  ResidentModel,
  StoredModel,
  TaskDescription,
} from '@quartet/protos/generated/index.ts';

/** One open `Place` stream. */
export type WorkerConnection = `worker-${number}`;
/** One open `Join` stream. */
export type NodeConnection = `node-${number}`;

/** A task that a node holds. */
export interface ReportedTask {
  readonly lease: Lease;
  readonly model: string;
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
}

/** A task that a node no longer holds. */
export interface ReportedEnd {
  readonly lease: Lease;
  /** Absent when it ended well. */
  readonly reason?: Reason;
  /** Device time it cost. */
  readonly gpuMs: number;
}

/** A node's whole state. */
export interface NodeReport {
  readonly nodeId: string;
  readonly address: string;
  readonly pool: string;
  readonly models: readonly ResidentModel[];
  /** Models of its store that are not in memory. */
  readonly stored: readonly StoredModel[];
  readonly batchCap: number;
  readonly taskCap: number;
  readonly running: readonly ReportedTask[];
  readonly ended: readonly ReportedEnd[];
  /** It is stopping. */
  readonly draining: boolean;
  /** What an operator said of it, as it obeys it; absent where nobody has said anything. */
  readonly order?: NodeOrder;
}

/** A lease that a worker saw fail. */
export interface FailedLease {
  readonly lease: Lease;
  readonly reason: Reason;
}

/** An operator says what a node that has a stream is to do. Of others the core hears nothing: see `refusalOfOrder`. */
export interface NodeOrdered {
  readonly kind: 'node_ordered';
  readonly nodeId: string;
  readonly orderId: string;
  readonly order: NodeOrderKind;
  /** With a drain: how long tasks have to end. */
  readonly graceMs?: number;
}

export type SchedulerEvent =
  /** This scheduler leads from now on, under an epoch greater than all before. */
  | { readonly kind: 'took_over'; readonly epoch: number }
  /** A node told its state; its first report on a stream makes that stream the node's own. */
  | { readonly kind: 'node_reported'; readonly connection: NodeConnection; readonly report: NodeReport }
  /** A `Join` stream ended. */
  | { readonly kind: 'node_closed'; readonly connection: NodeConnection }
  | NodeOrdered
  /** A worker wants a lease for a task. */
  | {
      readonly kind: 'task_placed';
      readonly worker: WorkerConnection;
      readonly description: TaskDescription;
      readonly failed?: FailedLease;
    }
  /** A worker no longer waits for a task. */
  | { readonly kind: 'task_withdrawn'; readonly worker: WorkerConnection; readonly taskId: string }
  /** Somebody wants tasks to end wherever they are. */
  | { readonly kind: 'tasks_canceled'; readonly taskIds: readonly string[] }
  /** A `Place` stream ended. */
  | { readonly kind: 'worker_closed'; readonly worker: WorkerConnection };
