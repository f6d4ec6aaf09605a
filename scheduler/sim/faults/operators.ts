import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const everyMs = 8_000;
const longestCordonMs = 20_000;
const longestGraceMs = 10_000;
/** For so long after the faults nodes that obeyed late are let go: the leader may change before it is heard. */
const settleMs = 60_000;
const lookMs = 1_000;

/** Operators cordon nodes or have them emptied, and let them take tasks again after a while. */
export const operators: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs, uniform }, (leftMs) => {
    const node = oneOf(cell.nodes.values(), uniform);
    if (!node) return;
    if (uniform() < 0.5) cell.order(node.id, 'NODE_ORDER_KIND_CORDON');
    else cell.order(node.id, 'NODE_ORDER_KIND_DRAIN', uniform() * longestGraceMs);
    cell.after(Math.min(uniform() * longestCordonMs, leftMs), () => cell.order(node.id, 'NODE_ORDER_KIND_SERVE'));
  });
  for (let lookAtMs = forMs; lookAtMs < forMs + settleMs; lookAtMs += lookMs) {
    cell.after(lookAtMs, () => {
      for (const node of cell.nodes.values()) if (node.isCordoned) cell.order(node.id, 'NODE_ORDER_KIND_SERVE');
    });
  }
};
