/**
 * The scheduler and what it is compared with on the standard mixes, on a simulated fleet:
 * `node --import tsx scheduler/bench/mixes.ts [--nodes 16] [--seconds 3600] [--seeds 1]`. Of mix S, for each placer: the requests
 * that were finished within their objective, of all and by plan; the time within which half of them and 95 % were finished; the
 * share of the fleet's time that went into loading models; and near the fleet's capacity Jain's index of what the tenants of each
 * plan were served while requests came, as it is and as shares of what max-min fairness would have given each. Of mix F, which takes
 * an hour whatever is asked for, for the scheduler and each foe: the same of the people; Jain's indexes count the foes too.
 */
import { parseArgs } from 'node:util';
import { mean } from '@quartet/service-kit/statistics.ts';
import { Scheduler } from '../core/scheduler.ts';
import { foeNames, foesMix, isFoe } from '../sim/mixes/foes.ts';
import type { MixRequest } from '../sim/mixes/request.ts';
import { steadyMix } from '../sim/mixes/steady.ts';
import { attainment, fairness, finishQuantileMs, maxMinFairness } from '../sim/outcomes.ts';
import { type SimResult, Simulation } from '../sim/simulation.ts';
import { type MakePlacer, placers } from './placers.ts';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '3600' },
    seeds: { type: 'string', default: '1' },
  },
});
const [nodes, seconds, seeds] = [whole('nodes'), whole('seconds'), whole('seeds')];
const loads = [0.5, 0.7, 0.9];
/** From here on enough wait for their shares to say something. */
const saturated = 0.9;
const foesMixMs = 3_600_000;
const plans = ['pro', 'plus', 'free'] as const;

function whole(option: keyof typeof values): number {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${option} is a whole number from 1, not ${values[option]}`);
  return number;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What became of a mix, with each seed. */
function serve(make: MakePlacer, requestsOf: (seed: number) => readonly MixRequest[]): SimResult[] {
  return Array.from({ length: seeds }, (_, index) => {
    const seed = index + 1;
    const requests = requestsOf(seed);
    return new Simulation(make(seed, requests), { nodes, requests }).run();
  });
}

/** What became of the people's requests, over all seeds. */
function figuresOf(results: readonly SimResult[]) {
  const outcomes = results.flatMap((result) => result.outcomes).filter(({ request }) => !isFoe(request));
  const ofPlan = (plan: string): string => percent(attainment(outcomes.filter(({ request }) => request.plan === plan)));
  const [pro, plus, free] = plans.map(ofPlan);
  const [p50, p95] = [0.5, 0.95].map((share) => (finishQuantileMs(outcomes, share) / 1_000).toFixed(1));
  const loading = mean(results.map(({ loadedMs, endedMs }) => loadedMs / endedMs / nodes));
  return {
    'in time': percent(attainment(outcomes)),
    pro,
    plus,
    free,
    'p50 s': p50,
    'p95 s': p95,
    loading: percent(loading),
  };
}

/** Jain's indexes within each plan, of all tenants, on the average of the seeds. @param untilMs the mix's end */
function fairnessOf(results: readonly SimResult[], untilMs: number): Record<string, string> {
  const columns = plans.flatMap((plan) =>
    Object.entries({ Jain: fairness, 'max-min': maxMinFairness }).map(([name, index]) => {
      const average = mean(results.map(({ outcomes }) => index(outcomes, plan, untilMs)));
      return [`${name} ${plan}`, average.toFixed(2)] as const;
    }),
  );
  return Object.fromEntries(columns);
}

for (const load of loads) {
  console.log(`\nMix S at ${load} of ${nodes} nodes' capacity, ${seconds} s, ${seeds} seed(s)`);
  const requestsOf = (seed: number): MixRequest[] => steadyMix(seed, nodes, load, 1_000 * seconds);
  console.table(
    Object.entries(placers).map(([placer, make]) => {
      const results = serve(make, requestsOf);
      const fair = load >= saturated ? fairnessOf(results, 1_000 * seconds) : {};
      return { placer, ...figuresOf(results), ...fair };
    }),
  );
}

console.log(`\nMix F at ${nodes} nodes, the scheduler, ${seeds} seed(s)`);
const foes = { none: [], ...Object.fromEntries(foeNames.map((name) => [name, [name]])), all: foeNames };
console.table(
  Object.entries(foes).map(([foe, names]) => {
    const results = serve(
      () => new Scheduler(),
      (seed) => foesMix(seed, nodes, names),
    );
    return { foe, ...figuresOf(results), ...fairnessOf(results, foesMixMs) };
  }),
);
