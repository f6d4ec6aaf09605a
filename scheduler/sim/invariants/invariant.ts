import type { Cell } from '../cell/cell.ts';
import type { Leading, Moment, Witness } from '../cell/witness.ts';

/** Something that must stay true at every moment of a cell's life. */
export interface Invariant {
  readonly name: string;
  /** Begins to look at a cell. The witness throws a {@link Violation} at the first moment that is not as it must be. */
  readonly watch: (cell: Cell) => Witness;
}

/** An invariant does not hold. */
export class Violation extends Error {
  readonly invariant: string;

  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

/** A moment at which a leader has heard something, or time has passed for it. */
export type Decided = Extract<Moment, { kind: 'decided' }>;

/** Looks at each leadership on its own, with what is remembered of it. */
export function ofEachLeader<Memory>(
  remember: (leading: Leading) => Memory,
  look: (memory: Memory, moment: Decided) => void,
): Witness {
  const memories = new Map<Leading, Memory>();
  return (moment) => {
    if (moment.kind === 'ended') memories.delete(moment.leading);
    if (moment.kind !== 'decided') return;
    const memory = memories.get(moment.leading) ?? remember(moment.leading);
    memories.set(moment.leading, memory);
    look(memory, moment);
  };
}
