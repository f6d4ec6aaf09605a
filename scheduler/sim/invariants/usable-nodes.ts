import { type Invariant, Violation, ofEachLeader } from './invariant.ts';
import { ToldNodes } from './told-nodes.ts';

/** Leases are granted only on nodes whose stream is open, that report, that do not drain, and that no operator has cordoned. */
export const usableNodes: Invariant = {
  name: 'usable nodes',
  watch: () =>
    ofEachLeader(
      () => new ToldNodes(),
      (told, { event, decisions, now }) => {
        told.hear(event, now);
        for (const decision of decisions) {
          if (decision.kind !== 'leased' || !decision.grant) continue;
          const { nodeId, taskId } = decision.lease;
          const node = told.byId.get(nodeId);
          if (node && !told.isUseless(node, now)) continue;
          throw new Violation(usableNodes.name, `${nodeId} gets ${taskId} and takes no tasks`);
        }
      },
    ),
};
