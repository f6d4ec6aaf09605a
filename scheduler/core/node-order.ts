/** What an operator has said of a node. */
import type { NodeOrder, NodeOrderKind } from '@quartet/protos/generated/index.ts';

/** An operator's word on a node, by our clock. */
export interface Order {
  readonly id: string;
  readonly kind: NodeOrderKind;
  readonly sinceMs: number;
  /** With a drain: when what still runs is handed back. */
  readonly untilMs: number | undefined;
}

/** What a node has been told. */
export interface Ordered {
  /** As its reports tell. */
  readonly order: Order | undefined;
  /** Said, and not shown by a report yet. */
  readonly wanted: Order | undefined;
}

/** An order as a report tells it. */
export function orderOf({ id, kind, ageMs, drainLeftMs }: NodeOrder, now: number): Order {
  const untilMs = kind === 'NODE_ORDER_KIND_DRAIN' ? now + drainLeftMs : undefined;
  return { id, kind, sinceMs: now - ageMs, untilMs };
}

/**
 * The cordon or drain that keeps new tasks from a node, if any: from when it is said until the node shows that the opposite has
 * arrived. A report that left the node before an order came says nothing of it.
 */
export function cordonOf({ order, wanted }: Ordered): Order | undefined {
  return [wanted, order].find((each) => each && each.kind !== 'NODE_ORDER_KIND_SERVE');
}
