/** Plays a day on fleets whose number is ruled in different ways. */
import { sum } from '@quartet/service-kit/statistics.ts';
import { Scheduler } from '../../core/scheduler.ts';
import { latenessOf } from '../lateness.ts';
import { dayMix, daySteps } from '../mixes/day.ts';
import { attainment } from '../outcomes.ts';
import type { Scaler } from '../scaling.ts';
import { type SimResult, Simulation } from '../simulation.ts';
import { type Figure, waiting, waitingAndRunning } from './figures.ts';
import { hpa, keda, wantedNodes } from './scalers.ts';

/** What came of a day, over all seeds. */
export interface Day {
  /** Share of the requests that were finished within their objective. */
  readonly attainment: number;
  readonly nodeHours: number;
  /** Seconds over SLO: how long after its objective each request was finished, all together. */
  readonly overSeconds: number;
  /** All time in which at least one request was beyond its objective and not finished. */
  readonly anyoneSeconds: number;
}

/** How many nodes a request's reference fleet has, and which days are played. */
export interface Days {
  readonly nodes: number;
  readonly seeds: number;
}

type Make = (scheduler: Scheduler) => Scaler;

const pool = 'standard';
/** LOAD.md: with the image cached. The grace is the chart's. */
const [bootMs, graceMs] = [120_000, 120_000];
/** All autoscalers keep so many nodes at night, and none has more than 200. As many are there at midnight. */
const bounds = { min: 2, max: 200 };
const policy = { pool, ...bounds, bootMs, drainMs: 60_000 };

/** Plays the days. @param start nodes that are there at midnight @param make absent: they stay */
function play({ nodes, seeds }: Days, start: number, make?: Make): Day {
  const results = Array.from({ length: seeds }, (_, index): SimResult => {
    const scheduler = new Scheduler();
    const requests = dayMix(index + 1, nodes);
    const scene = { nodes: start, requests };
    if (!make) return new Simulation(scheduler, scene).run();
    const scaling = { scaler: make(scheduler), bootMs, graceMs, pool };
    return new Simulation(scheduler, { ...scene, scaling }).run();
  });
  const lateness = results.map(({ outcomes }) => latenessOf(outcomes));
  return {
    attainment: attainment(results.flatMap(({ outcomes }) => outcomes)),
    nodeHours: sum(results.map(({ nodeMs }) => nodeMs)) / 3_600_000,
    overSeconds: sum(lateness.map(({ sumMs }) => sumMs)) / 1_000,
    anyoneSeconds: sum(lateness.map(({ anyMs }) => anyMs)) / 1_000,
  };
}

/** A fleet whose number stays as it is. */
export function playFixed(days: Days, count: number): Day {
  return play(days, count);
}

const figures = { waiting, 'waiting and running': waitingAndRunning } as const satisfies Record<string, Figure>;
export type FigureName = keyof typeof figures;

/** A fleet that follows the length of the queue. @param target tasks for each node */
export function playQueue(days: Days, by: 'HPA' | 'KEDA', figure: FigureName, target: number): Day {
  const make = by === 'HPA' ? hpa : keda;
  return play(days, bounds.min, (scheduler) => make(scheduler, figures[figure], target, bounds));
}

/** A fleet that follows the scheduler's wanted nodes. @param knowsDay whether the operator has said when the day's steps come */
export function playWanted(days: Days, knowsDay: boolean): Day {
  const known = knowsDay ? { ...policy, daySteps } : policy;
  return play(days, bounds.min, (scheduler) => wantedNodes(scheduler, known));
}
