/** The scheduler, and what it is compared with on the standard mixes. */
import { Scheduler } from '../core/scheduler.ts';
import { FcfsWindow } from '../sim/baselines/fcfs-window.ts';
import { filterAndScore } from '../sim/baselines/filter-and-score.ts';
import { LinearPlacer } from '../sim/baselines/linear-placer.ts';
import { OfflineGreedy } from '../sim/baselines/offline-greedy.ts';
import { alwaysWarm, leastLoaded, predictedFinish, random } from '../sim/baselines/scores.ts';
import type { MixRequest } from '../sim/mixes/request.ts';
import type { Placer } from '../sim/simulation.ts';

/** @param requests of the scene, for those who know what is to come */
export type MakePlacer = (seed: number, requests: readonly MixRequest[]) => Placer;

/** How many times a load's own time counts. */
const prices = [1, 2, 4, 8];
const windowsMs = [500, 1_000, 2_000, 5_000];

export const placers: Readonly<Record<string, MakePlacer>> = {
  scheduler: () => new Scheduler(),
  random: (seed) => new LinearPlacer(random(seed)),
  'least loaded': () => new LinearPlacer(leastLoaded),
  'always warm': () => new LinearPlacer(alwaysWarm),
  'filter and score': filterAndScore,
  ...Object.fromEntries(windowsMs.map((ms) => [`window batches, ${ms / 1_000} s`, () => new FcfsWindow(ms)])),
  ...Object.fromEntries(
    prices.map((price) => [`predicted finish, loads ${price}x`, () => new LinearPlacer(predictedFinish(price))]),
  ),
  'offline greedy': (_, requests) => new OfflineGreedy(requests),
};
