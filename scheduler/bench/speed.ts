/**
 * How fast the core decides, and how well, on states as mix S at 0.7 of the fleet's capacity makes them:
 * `node --import tsx scheduler/bench/speed.ts`, some minutes. Decisions a second beside kube-scheduler's way of filtering and scoring
 * all nodes; how time per decision grows with the fleet and with the queue; and what the chosen nodes cost beside the best of all.
 */
import { mean, quantile } from '@quartet/service-kit/statistics.ts';
import { Scheduler } from '../core/scheduler.ts';
import { filterAndScore } from '../sim/baselines/filter-and-score.ts';
import { steadyMix } from '../sim/mixes/steady.ts';
import { type Placer, Simulation } from '../sim/simulation.ts';
import { comparedScheduler } from './exhaustive.ts';
import { Enough, TimedPlacer } from './timed-placer.ts';

const load = 0.7;
const mixMs = 120_000;

function play(placer: Placer, nodes: number, ofLoad = load): void {
  const requests = steadyMix(1, nodes, ofLoad, mixMs);
  try {
    new Simulation(placer, { nodes, requests }).run();
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

/** Leases of a fleet of this size, timed. */
function timesOf(placer: Placer, nodes: number, skip: number, count: number, ofLoad = load): number[] {
  const timed = new TimedPlacer(placer, { skip, count });
  play(timed, nodes, ofLoad);
  return timed.leaseMs;
}

function speedOf(name: string, nodes: number, leaseMs: readonly number[]) {
  const [p50, p99] = [quantile(leaseMs, 0.5), quantile(leaseMs, 0.99)];
  return { name, nodes, perSecond: 1_000 / mean(leaseMs), p50, p99 };
}

const rows = [];
for (const nodes of [1_000, 10_000]) {
  const skip = 5 * nodes;
  rows.push(speedOf('scheduler', nodes, timesOf(new Scheduler(), nodes, skip, 20_000)));
  rows.push(speedOf('filter and score', nodes, timesOf(filterAndScore(), nodes, 200, 1_000)));
}
console.table(
  rows.map(({ name, nodes, perSecond, p50, p99 }) => ({
    placer: name,
    nodes,
    'decisions/s': Math.round(perSecond),
    'p50 µs': (1_000 * p50).toFixed(1),
    'p99 / p50': (p99 / p50).toFixed(1),
  })),
);
const [few, , many, linear] = rows;
if (few && many && linear) {
  console.log(
    `of filter and score's decisions a second at 10,000 nodes: ${(many.perSecond / linear.perSecond).toFixed(0)}x`,
  );
  console.log(`a decision at 10,000 nodes takes ${(few.perSecond / many.perSecond).toFixed(2)}x one at 1,000`);
}
for (const [nodes, every] of [
  [1_000, 4],
  [10_000, 100],
] as const) {
  const { scheduler, excess } = comparedScheduler(every);
  timesOf(scheduler, nodes, 5 * nodes, nodes === 1_000 ? 36_000 : 20_000);
  const within = excess.filter((each) => each <= 0.02).length / excess.length;
  console.log(
    `${nodes} nodes, ${excess.length} states: cost above exhaustive ${(100 * mean(excess)).toFixed(2)} % on average, ` +
      `${(100 * quantile(excess, 0.99)).toFixed(1)} % at the 99th percentile; ${(100 * within).toFixed(1)} % of them within 2 %`,
  );
}
