import type { Uniform } from '@quartet/service-kit/random.ts';
import type { Cell } from '../cell/cell.ts';

/**
 * Something that goes wrong in a cell for a while: it plans what will happen, and all of it is over when the time is.
 * @param forMs from now
 */
export type Fault = (cell: Cell, forMs: number, uniform: Uniform) => void;

/** Lets something happen at random times, on average so often in the time, and never after it. */
export function atRandomTimes(
  cell: Cell,
  { forMs, everyMs, uniform }: { readonly forMs: number; readonly everyMs: number; readonly uniform: Uniform },
  happen: (leftMs: number) => void,
): void {
  const untilMs = cell.agenda.nowMs + forMs;
  const plan = (): void => {
    const waitMs = -Math.log(1 - uniform()) * everyMs;
    if (cell.agenda.nowMs + waitMs >= untilMs) return;
    cell.after(waitMs, () => {
      happen(untilMs - cell.agenda.nowMs);
      plan();
    });
  };
  plan();
}

/** One of several. */
export function oneOf<Item>(items: Iterable<Item>, uniform: Uniform): Item | undefined {
  const all = [...items];
  return all[Math.floor(uniform() * all.length)];
}
