import { type Invariant, Violation, ofEachLeader } from './invariant.ts';
import { isFreePlan } from '../../core/task.ts';
import { type ToldNode, ToldNodes } from './told-nodes.ts';

/**
 * No node with room idles while a task waits whose model it holds and that may run there. Free tasks may be kept from nodes that
 * hold others, so that who pays finds room there; but not from nodes that hold none.
 */
export const workConserving: Invariant = {
  name: 'work-conserving',
  watch: () =>
    ofEachLeader(
      () => new ToldNodes(),
      (told, { leading, event, now }) => {
        told.hear(event, now);
        const { queue, fleet } = leading.core.state;
        if (queue.size === 0 || told.isListening(now)) return;
        const roomy = [...told.byId.values()].filter((node) => {
          const known = fleet.nodes.get(node.report.nodeId);
          const hasRoom = known && known.residents.size < node.report.taskCap && known.unreachableUntilMs === 0;
          return hasRoom && told.isUsable(node, now);
        });
        if (roomy.length === 0) return;
        const isEmpty = ({ report }: ToldNode): boolean => fleet.nodes.get(report.nodeId)?.residents.size === 0;
        for (const task of queue.tasks()) {
          if (queue.isLimited(task)) continue;
          const failedOn = new Set(task.failures.values());
          const { model } = task.description;
          for (const { report } of isFreePlan(task.description) ? roomy.filter(isEmpty) : roomy) {
            if (failedOn.has(report.nodeId) || !report.models.some((each) => each.model === model)) continue;
            throw new Violation(workConserving.name, `${task.id} waits though ${report.nodeId} has its model and room`);
          }
        }
      },
    ),
};
