import { savedArrivals } from './arrivals.ts';
import type { BenchNode } from './bench-node.ts';
import { type Calibration, aloneMs, longestSloMs, simulatedNode, sloFactor } from './calibration.ts';
import { type Figures, figuresOf, type Outcome } from './figures.ts';
import { figure, percent, verdict } from './format.ts';
import { serve } from './serve.ts';
import { simulate } from './simulate.ts';
import { sum } from '@quartet/service-kit/statistics.ts';
import type { Subject } from './subjects.ts';
import { type Run, type System, systemsFor, windowWithTimeout } from './systems.ts';
import { tasksOf } from './workload.ts';

/** Shares of raw capacity. */
export const loads = [0.5, 0.7, 0.9, 1, 1.1, 1.3] as const;

/** What to compare systems by. */
export interface Comparison {
  readonly subject: Subject;
  readonly calibration: Calibration;
  readonly loads: readonly number[];
  readonly rounds: number;
  /** Of the arrivals of one run. */
  readonly seconds: number;
  /** The real node; undefined: under a virtual clock. */
  readonly node: BenchNode | undefined;
}

/** A system's figures at one load. */
export interface Cell {
  readonly load: number;
  readonly system: string;
  readonly figures: Figures;
}

/** Lets each system serve the same tasks at each load, in turns. */
export async function compareSystems(comparison: Comparison): Promise<Cell[]> {
  const { subject, calibration, rounds, seconds, node } = comparison;
  const arrivals = savedArrivals();
  const simulated = simulatedNode(subject, calibration);
  const usualSloMs = sloFactor * aloneMs(calibration, subject, { steps: subject.steps, size: 0 });
  const plans = comparison.loads.map((load) => {
    let from = 0;
    const runs = Array.from({ length: rounds }, (): Run => {
      const tasks = tasksOf(arrivals, subject.demand, {
        from,
        lengthMs: 1_000 * seconds,
        stepsPerMs: load * calibration.stepsPerMs,
      });
      from = (tasks.at(-1)?.request ?? 0) + 1;
      // The last request fills the work up and comes a little later than was wanted.
      return { tasks, lengthMs: tasks.at(-1)?.atMs ?? 0 };
    });
    const systems = systemsFor(runs, simulated, usualSloMs);
    // Under the virtual clock alone: there it costs no time.
    if (!node) systems.push(windowWithTimeout(runs, simulated, usualSloMs));
    return { load, runs, systems, outcomes: new Map<System, Outcome[]>(systems.map((system) => [system, []])) };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { runs, systems, outcomes } of plans) {
      const { tasks, lengthMs } = runs[round] ?? { tasks: [], lengthMs: 0 };
      const untilMs = lengthMs + longestSloMs(simulated, tasks);
      for (const system of systems) {
        const made = node
          ? await serve(node, system.make(), tasks, simulated.sloMsOf, untilMs)
          : simulate(system.make(), tasks, simulated, untilMs);
        outcomes.get(system)?.push(...made);
      }
    }
  }
  return plans.flatMap(({ load, runs, systems, outcomes }) =>
    systems.map((system) => ({
      load,
      system: system.name,
      figures: figuresOf(outcomes.get(system) ?? [], sum(runs.map(({ lengthMs }) => lengthMs))),
    })),
  );
}

/** Prints what was measured, by load and system, and the engine against each of the others. */
export function printComparison(cells: readonly Cell[]): void {
  const engines = new Map(cells.filter(({ system }) => system === 'engine').map((cell) => [cell.load, cell.figures]));
  console.table(
    cells.map(({ load, system, figures }) => {
      const engine = engines.get(load) ?? figures;
      return {
        load,
        system,
        'good/s': figure(figures.goodput),
        'in time': percent(figures.attained),
        'preview p50': figure(figures.previewP50Ms, 0),
        'preview p95': figure(figures.previewP95Ms, 0),
        'finish p50': figure(figures.finishP50Ms, 0),
        'finish p95': figure(figures.finishP95Ms, 0),
        'wait p50': figure(figures.waitP50Ms, 0),
        'wait p95': figure(figures.waitP95Ms, 0),
        'engine, goodput': figure(engine.goodput / figures.goodput, 2),
        'engine, preview': figure(engine.previewP50Ms / figures.previewP50Ms, 2),
      };
    }),
  );
}

/** What must be shown at the heaviest load where batching gains. */
export function judgeWeightBound(cells: readonly Cell[], { stepMs }: Calibration): void {
  const load = Math.max(...cells.map((cell) => cell.load));
  const of = (system: string): Figures | undefined =>
    cells.find((cell) => cell.load === load && cell.system.startsWith(system))?.figures;
  const [engine, one, still, window] = [of('engine'), of('one at a time'), of('static'), of('window')];
  if (!engine || !one || !still || !window) throw new Error('a system was left out');
  for (const [name, figures, wanted] of [
    ['one at a time', one, 6],
    ['static batches', still, 2],
    ['the tuned window', window, 1.3],
  ] as const) {
    const ratio = engine.goodput / figures.goodput;
    console.log(
      verdict(`at ${load} of capacity: goodput at least ${wanted} times that of ${name}`, ratio, ratio >= wanted),
    );
  }
  const preview = engine.previewP50Ms / window.previewP50Ms;
  const claim = `at ${load} of capacity: median time to first preview at most half the window's`;
  console.log(verdict(claim, preview, preview <= 0.5));
  const twoStepsMs = 2 * Math.max(...stepMs.map(({ ms }) => ms));
  const limitMs = twoStepsMs + 100;
  const late = engine.previewAfterWaitP95Ms;
  console.log(
    verdict(`p95 of first previews, ms after the wait, at most 2 steps and 100 ms`, late, late <= limitMs, 0),
  );
}
