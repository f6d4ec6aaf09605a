import type { FleetNode } from './fleet.ts';

/** How full a node is, and since when by our clock: from its first report on where it was so before. */
export interface NodeUse {
  readonly kind: 'idle' | 'busy' | 'full';
  readonly sinceMs: number;
}

/** Of a node that nothing is known of. */
export const unused: NodeUse = { kind: 'busy', sinceMs: 0 };

/** Tasks have come to a node or have left it. */
export function noteUse(node: FleetNode, now: number): void {
  const { residents, taskCap } = node;
  const kind = residents.size === 0 ? 'idle' : residents.size < taskCap ? 'busy' : 'full';
  if (kind !== node.use.kind) node.use = { kind, sinceMs: now };
}
