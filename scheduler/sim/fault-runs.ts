import { type FaultRunResult, faultRun, planOf } from './fault-run.ts';
import { crowdOf } from './faults/crowd.ts';
import { capacity } from './invariants/capacity.ts';
import { epochs } from './invariants/epochs.ts';
import { memory } from './invariants/memory.ts';
import { noStrays } from './invariants/no-strays.ts';
import { nothingLost } from './invariants/nothing-lost.ts';
import { oneResult } from './invariants/one-result.ts';
import { usableNodes } from './invariants/usable-nodes.ts';

const dayMs = 86_400_000;

/** The seeds to try: `QUARTET_SEED` alone where it is set, else so many from one that each day moves on. */
export function seedsToTry(count: number): readonly number[] {
  const only = process.env['QUARTET_SEED'];
  if (only !== undefined) {
    const seed = Number(only);
    if (!Number.isInteger(seed)) throw new Error(`QUARTET_SEED is a whole number, not ${only}`);
    return [seed];
  }
  const first = Math.floor(Date.now() / dayMs) * 1_000;
  return Array.from({ length: count }, (_, index) => first + index);
}

/** @throws Error with the seed and the command that plays it again, where all is not as it must be */
export function tryFaults(seed: number): void {
  try {
    faultRun(planOf(seed));
  } catch (error) {
    const command = `QUARTET_SEED=${seed} npx vitest run scheduler/sim/fault-run.test.ts`;
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`seed ${seed}: ${what}\nIt is played again by\n  ${command}`, { cause: error });
  }
}

/** Of all invariants those that look at one node an event: for a large fleet the others take too long. */
const ofOneNode = [oneResult, capacity, memory, epochs, nothingLost, noStrays, usableNodes];

/** Plays how so many nodes join at the same moment and paint 200 pictures. */
export function crowdRun(nodes: number): FaultRunResult {
  const small = { nodes: 0, tasks: 200, ranks: [2], faultMs: 3_000 };
  return faultRun({ ...planOf(1, [crowdOf(nodes)]), ...small, invariants: ofOneNode });
}
