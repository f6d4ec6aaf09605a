import { difference } from '../stages/testing.ts';
import type { BenchNode } from './bench-node.ts';
import { ChangedEngine, withoutDeadline } from './changed-engine.ts';
import { figure, percent, verdict } from './format.ts';
import { median } from '@quartet/service-kit/statistics.ts';

/** Pictures that are painted alone and beside each other. */
const pictures = 8;

/** How the same pictures differ when they are painted beside others, and what painting many at once gets through. */
export interface Exactness {
  readonly subject: string;
  readonly exact: boolean;
  /** In grey levels of 255, of all values of all pictures. */
  readonly most: number;
  /** Shares of the values. */
  readonly equal: number;
  readonly withinOne: number;
  /** Steps a second, of all samples, when all are painted at once. */
  readonly stepsPerSecond: number;
  /** A picture that is alone. */
  readonly aloneMs: number;
}

/** Paints the same pictures alone and at once, and times the latter. */
export async function measureExactness(node: BenchNode, exact: boolean, rounds: number): Promise<Exactness> {
  const asked = { size: 0, steps: node.subject.steps, request: 0 };
  const alone: Buffer[] = [];
  const aloneMs: number[] = [];
  for (let seed = 0; seed < pictures; seed += 1) {
    const startedMs = performance.now();
    alone.push((await node.session().paint('alone', asked, seed)).png);
    aloneMs.push(performance.now() - startedMs);
  }
  const rates: number[] = [];
  const differences: Awaited<ReturnType<typeof difference>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const session = node.session(new ChangedEngine(withoutDeadline));
    const together = await session.paintMany(pictures, asked);
    const { calls } = session;
    const spanMs = (calls.at(-1)?.doneAtMs ?? 0) - (calls[0]?.startedAtMs ?? 0);
    rates.push((1_000 * pictures * asked.steps) / spanMs);
    for (const [index, { png }] of together.entries()) {
      differences.push(await difference(png, alone[index] ?? png));
    }
  }
  const least = (share: 'equal' | 'overOne'): number[] => differences.map((each) => each[share]);
  return {
    subject: node.subject.id,
    exact,
    most: Math.max(...differences.map(({ most }) => most)),
    equal: Math.min(...least('equal')),
    withinOne: 1 - Math.max(...least('overOne')),
    stepsPerSecond: median(rates),
    aloneMs: median(aloneMs),
  };
}

/** Prints how pictures differ, and the price of none differing. @param figures each model's, then its exact variant's */
export function printExactness(figures: readonly Exactness[]): void {
  console.table(
    figures.map(({ subject, exact, most, equal, withinOne, stepsPerSecond, aloneMs }) => {
      const usual = figures.find((other) => other.subject === subject && !other.exact);
      return {
        subject,
        exact,
        'most grey levels': most,
        'equal, worst picture': percent(equal, 3),
        'within one, worst picture': percent(withinOne, 3),
        'steps/s': figure(stepsPerSecond, 0),
        'throughput of usual': figure(stepsPerSecond / (usual?.stepsPerSecond ?? Number.NaN), 2),
        'alone ms': figure(aloneMs, 0),
        'alone of usual': figure(aloneMs / (usual?.aloneMs ?? Number.NaN), 2),
      };
    }),
  );
  for (const { subject, exact, most, withinOne } of figures) {
    const holds = exact ? most === 0 : most <= 3 && withinOne >= 0.999;
    const claim = exact ? 'no value differs' : 'at most 3 grey levels, 1 on 99.9 %';
    console.log(verdict(`${subject}: ${claim}; the most is`, most, holds, 0));
  }
}
