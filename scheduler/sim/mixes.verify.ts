/** What the scheduler promises on the standard mixes, beside other ways of placing on the very same nodes; all of it is deterministic. */
import { mean } from '@quartet/service-kit/statistics.ts';
import { describe, expect, test } from 'vitest';
import { type MakePlacer, placers } from '../bench/placers.ts';
import { Scheduler } from '../core/scheduler.ts';
import { type Foe, foeNames, foesMix, isFoe } from './mixes/foes.ts';
import type { MixRequest } from './mixes/request.ts';
import { steadyMix } from './mixes/steady.ts';
import { attainment } from './outcomes.ts';
import { type SimResult, Simulation } from './simulation.ts';

const nodes = 16;
const seeds = [1, 2, 3, 4, 5];
const mixMs = 3_600_000;
const minutes = 60_000;

/** Points, or per cent, of what came of a mix with each seed. */
interface Figures {
  readonly inTime: number;
  readonly loading: number;
}

function serve(make: MakePlacer, requestsOf: (seed: number) => readonly MixRequest[]): SimResult[] {
  return seeds.map((seed) => {
    const requests = requestsOf(seed);
    return new Simulation(make(seed, requests), { nodes, requests }).run();
  });
}

/** @param counts whose requests are looked at */
function figuresOf(results: readonly SimResult[], counts: (request: MixRequest) => boolean = () => true): Figures {
  return {
    inTime: 100 * mean(results.map(({ outcomes }) => attainment(outcomes.filter(({ request }) => counts(request))))),
    loading: 100 * mean(results.map(({ loadedMs, endedMs }) => loadedMs / endedMs / nodes)),
  };
}

describe.each([0.5, 0.7, 0.9])('mix S at %f of capacity', (load) => {
  test(
    'as many are in time as with the best, and loads are no more than what perfect knowledge needs by half',
    () => {
      const figures = Object.fromEntries(
        Object.entries(placers).map(([name, make]) => {
          const found = figuresOf(serve(make, (seed) => steadyMix(seed, nodes, load, mixMs)));
          console.log(`${load} ${name}: ${found.inTime.toFixed(1)} % in time, ${found.loading.toFixed(1)} % loading`);
          return [name, found] as const;
        }),
      );
      const { scheduler, 'offline greedy': greedy, ...online } = figures;
      const best = Math.max(...Object.values({ greedy, ...online }).map((each) => each?.inTime ?? 0));
      const windows = Object.entries(online).flatMap(([name, { inTime }]) => (name.startsWith('window') ? inTime : []));
      expect(scheduler?.inTime).toBeGreaterThanOrEqual(best - 2);
      expect(scheduler?.loading).toBeLessThanOrEqual(1.5 * (greedy?.loading ?? 0));
      if (load === 0.9) expect(scheduler?.inTime).toBeGreaterThanOrEqual(Math.max(...windows) + 20);
    },
    30 * minutes,
  );
});

describe('mix F', () => {
  const isPaying = (request: MixRequest): boolean => !isFoe(request) && request.plan !== 'free';
  const withFoes = (names: readonly Foe[]): SimResult[] =>
    serve(
      () => new Scheduler(),
      (seed) => foesMix(seed, nodes, names),
    );

  test(
    'no foe, nor all of them together, takes more than 5 points from those who pay',
    () => {
      const without = figuresOf(withFoes([]), isPaying).inTime;
      const losses = [...foeNames.map((name) => [name]), foeNames].map((names) => {
        const loss = without - figuresOf(withFoes(names), isPaying).inTime;
        console.log(`${names.join(', ')}: ${loss.toFixed(1)} points of ${without.toFixed(1)}`);
        return loss;
      });
      expect(Math.max(...losses)).toBeLessThanOrEqual(5);
    },
    30 * minutes,
  );

  test(
    'with thrash at most half as long is spent on loading as where the least loaded node is taken',
    () => {
      const ours = figuresOf(withFoes(['thrash'])).loading;
      const leastLoaded = placers['least loaded'];
      if (!leastLoaded) throw new Error('nothing to compare with');
      const theirs = figuresOf(serve(leastLoaded, (seed) => foesMix(seed, nodes, ['thrash']))).loading;
      console.log(`loading with thrash: ${ours.toFixed(1)} %, least loaded ${theirs.toFixed(1)} %`);
      expect(ours).toBeLessThanOrEqual(theirs / 2);
    },
    30 * minutes,
  );
});
