/** Nodes as operators see them. Nothing here changes them. */
import type { Lease, NodeState } from '@quartet/protos/generated/index.ts';
import { type FleetNode, isLive } from './fleet.ts';
import { type Hindrance, type WaitingKind, hindranceOf, waitingKinds } from './hindrances.ts';
import { cordonOf } from './node-order.ts';
import type { State } from './state.ts';

/** A node as operators see it. */
export interface NodeView {
  readonly nodeId: string;
  readonly address: string;
  readonly pool: string;
  readonly live: boolean;
  readonly draining: boolean;
  readonly state: NodeState;
  readonly models: string[];
  readonly arrivals: { readonly model: string; readonly inMs: number }[];
  readonly loadableModels: string[];
  readonly leases: Lease[];
  readonly taskCap: number;
  readonly silenceMs: number;
  readonly hindrance: Hindrance;
}

/** Every node by id. */
export function listNodes(state: Readonly<State>, now: number): NodeView[] {
  const waiting = waitingKinds(state);
  const nodes = [...state.fleet.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return nodes.map((node) => viewNode(state, node, waiting, now));
}

/** One node; undefined where there is none of this id. */
export function explainNode(state: Readonly<State>, nodeId: string, now: number): NodeView | undefined {
  const node = state.fleet.nodes.get(nodeId);
  return node && viewNode(state, node, waitingKinds(state), now);
}

function viewNode(state: Readonly<State>, node: FleetNode, waiting: readonly WaitingKind[], now: number): NodeView {
  const standing = stateOf(node);
  return {
    nodeId: node.id,
    address: node.address,
    pool: node.pool,
    live: isLive(node),
    draining: standing === 'NODE_STATE_DRAINING' || standing === 'NODE_STATE_STOPPING',
    state: standing,
    models: [...node.models.keys()].sort(),
    arrivals: Array.from(node.arrivals, ([model, atMs]) => ({ model, inMs: Math.max(0, atMs - now) })),
    loadableModels: [...node.stored.keys()].filter((model) => !node.arrivals.has(model)).sort(),
    leases: [...node.residents.values()].filter(({ dropped }) => !dropped).map(({ lease }) => lease),
    taskCap: node.taskCap,
    silenceMs: now - node.lastReportMs,
    hindrance: hindranceOf(state, node, waiting, now),
  };
}

/** Where a node stands. */
export function stateOf(node: FleetNode): NodeState {
  if (!isLive(node)) return 'NODE_STATE_GONE';
  if (node.draining) return 'NODE_STATE_STOPPING';
  const cordon = cordonOf(node);
  if (!cordon) return 'NODE_STATE_READY';
  return cordon.kind === 'NODE_ORDER_KIND_DRAIN' ? 'NODE_STATE_DRAINING' : 'NODE_STATE_CORDONED';
}
