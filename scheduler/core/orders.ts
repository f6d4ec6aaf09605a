/** What operators want of nodes. A node keeps the last word itself and shows it in its reports; until then it is repeated. */
import type { Reason } from '@quartet/protos/generated/index.ts';
import type { NodeConnection, NodeOrdered } from './events.ts';
import type { FleetNode } from './fleet.ts';
import type { Order } from './node-order.ts';
import type { State } from './state.ts';

/** Why a node cannot be told anything now; undefined where it can. */
export function refusalOfOrder(state: Readonly<State>, nodeId: string): Reason | undefined {
  const node = state.fleet.nodes.get(nodeId);
  if (!node) return 'REASON_NOT_FOUND';
  return node.connection ? undefined : 'REASON_NODE_LOST';
}

/** An operator says what a node is to do. What takes work from it holds at once. */
export function orderNode(state: State, { nodeId, orderId, order, graceMs }: NodeOrdered, now: number): void {
  const node = state.fleet.nodes.get(nodeId);
  if (!node?.connection) return;
  const untilMs = graceMs === undefined ? undefined : now + graceMs;
  node.wanted = { id: orderId, kind: order, sinceMs: now, untilMs };
  state.fleet.refresh(node);
  say(state, node.connection, node.wanted, now);
}

/** A node has reported: what an operator wants of it has arrived, or is said again. */
export function compareOrder(state: State, node: FleetNode, now: number): void {
  const { wanted, order, connection } = node;
  if (!wanted || !connection) return;
  if (order?.id === wanted.id) {
    node.wanted = undefined;
    state.outbox.push({ kind: 'order_obeyed', nodeId: node.id });
  } else say(state, connection, wanted, now);
}

function say(state: State, connection: NodeConnection, { id, kind, sinceMs, untilMs }: Order, now: number): void {
  const order = { id, kind, ageMs: now - sinceMs, drainLeftMs: Math.max(0, (untilMs ?? now) - now) };
  state.outbox.push({ kind: 'order_on_node', connection, order });
}
