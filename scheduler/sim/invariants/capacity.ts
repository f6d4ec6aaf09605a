import { type Invariant, Violation, ofEachLeader } from './invariant.ts';
import { ToldNodes } from './told-nodes.ts';

/** No lease is granted on a node whose room, as it has told, is used up by the leases there; no node runs more than it has room for. */
export const capacity: Invariant = {
  name: 'capacity',
  watch: ({ nodes }) =>
    ofEachLeader(
      () => new ToldNodes(),
      (told, { leading, event, decisions, now }) => {
        told.hear(event, now);
        for (const decision of decisions) {
          if (decision.kind !== 'leased' || !decision.grant) continue;
          const { nodeId } = decision.lease;
          const held = leading.core.state.fleet.nodes.get(nodeId)?.residents.size ?? 0;
          const room = told.byId.get(nodeId)?.report.taskCap ?? 0;
          if (held > room) throw new Violation(capacity.name, `${nodeId} has room for ${room} and is given ${held}`);
        }
        if (event?.kind !== 'node_reported') return;
        const node = nodes.get(event.report.nodeId);
        if (node && node.leases.length > node.plan.taskCap)
          throw new Violation(capacity.name, `${node.id} runs too many`);
      },
    ),
};
