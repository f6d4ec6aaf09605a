import { type Invariant, Violation } from './invariant.ts';

/** Of one image at most one result is kept, whoever painted it and however often; and none of one that was canceled before. */
export const oneResult: Invariant = {
  name: 'one recorded result',
  watch: ({ parts: { catalog } }) => {
    const recorded = new Set<string>();
    return (moment) => {
      if (moment.kind !== 'recorded') return;
      const { taskId } = moment.lease;
      if (recorded.has(taskId)) throw new Violation(oneResult.name, `${taskId} has a second one`);
      const end = catalog.ends.get(taskId);
      if (end !== 'ready') throw new Violation(oneResult.name, `${taskId} has one though it is ${end}`);
      recorded.add(taskId);
    };
  },
};
