import { faultRun, planOf } from './fault-run.ts';

const dayMs = 86_400_000;

/** The seeds to try: `QUARTET_SEED` alone where it is set, else so many from one that each day moves on. */
export function seedsToTry(count: number): readonly number[] {
  const only = process.env['QUARTET_SEED'];
  if (only !== undefined) return [Number(only)];
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
