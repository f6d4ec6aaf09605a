import { leaseName } from '@quartet/protos/leases.ts';
import type { Leading } from '../cell/witness.ts';
import { type Invariant, Violation, ofEachLeader } from './invariant.ts';
import { ToldNodes } from './told-nodes.ts';

/**
 * Every grant carries the epoch of its leadership, which no other has, under a number that is given once; and a new leader
 * grants nothing before it has listened.
 */
export const epochs: Invariant = {
  name: 'epochs',
  watch: () => {
    const leaders = new Map<number, Leading>();
    const granted = new Set<string>();
    return ofEachLeader(
      (leading) => {
        if (leaders.has(leading.epoch)) throw new Violation(epochs.name, `${leading.epoch} is that of two leaders`);
        leaders.set(leading.epoch, leading);
        return new ToldNodes();
      },
      (told, { leading, event, decisions, now }) => {
        told.hear(event, now);
        for (const decision of decisions) {
          if (decision.kind !== 'leased' || !decision.grant) continue;
          const { lease } = decision;
          const name = leaseName(lease);
          if (lease.epoch !== leading.epoch) throw new Violation(epochs.name, `${name} is not of ${leading.epoch}`);
          if (granted.has(name)) throw new Violation(epochs.name, `${name} is granted twice`);
          if (told.isListening(now)) throw new Violation(epochs.name, `${name} is granted while its leader listens`);
          granted.add(name);
        }
      },
    );
  },
};
