/**
 * The scheduler and what it is compared with on the standard mixes, on a simulated fleet:
 * `node --import tsx scheduler/bench/mixes.ts [--nodes 16] [--seconds 3600] [--seeds 1]`. Of mix S, for each placer: the requests
 * that were finished within their objective, of all and by plan, and the share of the fleet's time that went into loading models.
 * Of mix F, which takes an hour whatever is asked for, for the scheduler and each foe: the same of the people, the foe's own
 * requests left out.
 */
import { parseArgs } from 'node:util';
import { Scheduler } from '../core/scheduler.ts';
import { LinearPlacer } from '../sim/baselines/linear-placer.ts';
import { alwaysWarm, leastLoaded, predictedFinish, random } from '../sim/baselines/scores.ts';
import { foeNames, foesMix, isFoe } from '../sim/mixes/foes.ts';
import type { MixRequest } from '../sim/mixes/request.ts';
import { steadyMix } from '../sim/mixes/steady.ts';
import { attainment } from '../sim/outcomes.ts';
import { type Placer, Simulation } from '../sim/simulation.ts';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '3600' },
    seeds: { type: 'string', default: '1' },
  },
});
const [nodes, seconds, seeds] = [whole('nodes'), whole('seconds'), whole('seeds')];
const loads = [0.5, 0.7, 0.9];
const prices = [1, 2, 4, 8];

const placers: Readonly<Record<string, (seed: number) => Placer>> = {
  scheduler: () => new Scheduler(),
  random: (seed) => new LinearPlacer(random(seed)),
  'least loaded': () => new LinearPlacer(leastLoaded),
  'always warm': () => new LinearPlacer(alwaysWarm),
  ...Object.fromEntries(
    prices.map((price) => [`predicted finish, loads ${price}x`, () => new LinearPlacer(predictedFinish(price))]),
  ),
};

function whole(option: keyof typeof values): number {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${option} is a whole number from 1, not ${values[option]}`);
  return number;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What became of the people's requests, over all seeds. */
function serve(make: (seed: number) => Placer, requestsOf: (seed: number) => readonly MixRequest[]) {
  const results = Array.from({ length: seeds }, (_, index) => {
    const seed = index + 1;
    return new Simulation(make(seed), { nodes, requests: requestsOf(seed) }).run();
  });
  const outcomes = results.flatMap((result) => result.outcomes).filter(({ request }) => !isFoe(request));
  const loading = results.reduce((sum, result) => sum + result.loadedMs / result.endedMs / nodes, 0) / seeds;
  const ofPlan = (plan: string): string => percent(attainment(outcomes.filter(({ request }) => request.plan === plan)));
  return {
    'in time': percent(attainment(outcomes)),
    pro: ofPlan('pro'),
    plus: ofPlan('plus'),
    free: ofPlan('free'),
    loading: percent(loading),
  };
}

for (const load of loads) {
  console.log(`\nMix S at ${load} of ${nodes} nodes' capacity, ${seconds} s, ${seeds} seed(s)`);
  const requestsOf = (seed: number): MixRequest[] => steadyMix(seed, nodes, load, 1_000 * seconds);
  console.table(Object.entries(placers).map(([placer, make]) => ({ placer, ...serve(make, requestsOf) })));
}

console.log(`\nMix F at ${nodes} nodes, the scheduler, ${seeds} seed(s)`);
const foes = { none: [], ...Object.fromEntries(foeNames.map((name) => [name, [name]])), all: foeNames };
console.table(
  Object.entries(foes).map(([foe, names]) => ({
    foe,
    ...serve(
      () => new Scheduler(),
      (seed) => foesMix(seed, nodes, names),
    ),
  })),
);
