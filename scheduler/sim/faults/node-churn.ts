import type { CellNode } from '../cell/cell-node.ts';
import type { Cell } from '../cell/cell.ts';
import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const crashEveryMs = 20_000;
const reclaimEveryMs = 60_000;
const longestAwayMs = 15_000;
/** Of the nodes, when some are reclaimed. */
const reclaimedShare = 0.3;
/** From the notice, milliseconds. */
const noticeMs = 30_000;
/** A node that drains has gone so long after its notice. */
const exitMs = 2_000;

/** Nodes crash, with their machines or without, and come back under their name or another. */
export const nodeCrashes: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs: crashEveryMs, uniform }, (leftMs) => {
    const node = oneOf(stayingNodes(cell), uniform);
    if (!node) return;
    node.crash(uniform() < 0.5);
    const isRenamed = uniform() < 0.5;
    cell.after(Math.min(uniform() * longestAwayMs, leftMs), () => replace(cell, node, isRenamed));
  });
};

/** Several nodes at once are told that they are taken away soon; others come in their place. */
export const nodeReclaims: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs: reclaimEveryMs, uniform }, (leftMs) => {
    const graceMs = Math.min(noticeMs, leftMs - exitMs);
    if (graceMs <= 0) return;
    for (const node of stayingNodes(cell)) {
      if (uniform() >= reclaimedShare) continue;
      node.stop(graceMs);
      cell.after(graceMs + exitMs, () => replace(cell, node, true));
    }
  });
};

/** Some nodes are three times as slow as others of their kind, for good. */
export const slowNodes: Fault = (cell, forMs, uniform) => {
  cell.after(uniform() * forMs, () => {
    const node = oneOf(stayingNodes(cell), uniform);
    if (!node) return;
    node.crash(false);
    const { plan } = node;
    cell.startNode({ ...plan, card: { ...plan.card, speed: plan.card.speed / 3 } });
  });
};

function stayingNodes({ nodes }: Cell): CellNode[] {
  return [...nodes.values()].filter(({ isAlive, isStopping }) => isAlive && !isStopping);
}

function replace(cell: Cell, { plan }: CellNode, isRenamed: boolean): void {
  // Names are never used again by others.
  cell.startNode(isRenamed ? { ...plan, number: plan.number + 1_000 } : plan);
}
