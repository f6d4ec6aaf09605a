import type { CellNode } from '../cell/cell-node.ts';
import { familyOf } from '../mixes/models.ts';
import { rankOf } from '../sim-models.ts';
import { type Invariant, Violation } from './invariant.ts';

/** No task is given to a node whose memory could never hold its model, and no node holds or loads more than fits. */
export const memory: Invariant = {
  name: 'memory',
  watch: ({ nodes }) => {
    const fits = ({ plan }: CellNode, models: readonly number[]): boolean =>
      models.reduce((sum, rank) => sum + familyOf(rank).gigabytes, 0) <= plan.card.gigabytes;
    return (moment) => {
      if (moment.kind !== 'decided') return;
      const { event, decisions } = moment;
      for (const decision of decisions) {
        if (decision.kind !== 'leased' || !decision.grant) continue;
        const { lease, description } = decision;
        const node = nodes.get(lease.nodeId);
        if (node && !fits(node, [rankOf(description.model)])) {
          throw new Violation(memory.name, `${description.model} is wanted of ${node.id}, which cannot hold it`);
        }
      }
      const node = event?.kind === 'node_reported' ? nodes.get(event.report.nodeId) : undefined;
      if (node && !fits(node, node.models))
        throw new Violation(memory.name, `${node.id} holds ${node.models.join(', ')}`);
    };
  },
};
