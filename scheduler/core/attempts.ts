/** Which ends of a lease speak against the task or the node it ran on. */
import type { Reason } from '@quartet/protos/generated/index.ts';

/** The lease or its node went away: nothing was tried that could have failed. */
const lossReasons: ReadonlySet<Reason> = new Set<Reason>([
  'REASON_NODE_LOST',
  'REASON_LEASE_LOST',
  'REASON_UNAVAILABLE',
  'REASON_DRAINING',
  'REASON_NODE_FULL',
  'REASON_LEASE_SUPERSEDED',
  'REASON_STALE_EPOCH',
]);

/** The worker could not use a node that looked usable from here: its reports are behind, or only we can reach it. */
const unreachableReasons: ReadonlySet<Reason> = new Set<Reason>([
  'REASON_NODE_LOST',
  'REASON_UNAVAILABLE',
  'REASON_DRAINING',
  'REASON_NODE_FULL',
]);

/** Whether this end counts as one of the attempts a task has. A cancelled one was nobody's failure. */
export function countsAsFailure(reason: Reason): boolean {
  return !lossReasons.has(reason) && reason !== 'REASON_CANCELED';
}

/** Whether the node should rest from new tasks for a moment, because a worker could not start or hold one there. */
export function speaksOfUnreachableNode(reason: Reason): boolean {
  return unreachableReasons.has(reason);
}
