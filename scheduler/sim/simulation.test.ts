import { describe, expect, test } from 'vitest';
import { Scheduler } from '../core/scheduler.ts';
import { LinearPlacer } from './baselines/linear-placer.ts';
import { alwaysWarm, leastLoaded, predictedFinish, random } from './baselines/scores.ts';
import { plainRequest, type MixRequest } from './mixes/request.ts';
import { steadyMix } from './mixes/steady.ts';
import { attainment } from './outcomes.ts';
import { type Placer, Simulation } from './simulation.ts';

const play = (requests: readonly MixRequest[], nodes: number) =>
  new Simulation(new Scheduler(), { nodes, requests }).run();

test('one picture on one card takes its load, its steps and its decoding', () => {
  const request = { ...plainRequest, atMs: 0, tenant: 'person-1', plan: 'pro', model: 1, steps: 30 } as const;
  const { outcomes, loadedMs } = play([request], 1);
  // SDXL: 7 GB from the object store, then 30 steps of 116 ms, and 230 ms.
  expect(loadedMs).toBe(2_000 + 17_500);
  const [took] = outcomes.map(({ finishedMs }) => finishedMs ?? Infinity);
  expect(took).toBeGreaterThan(19_500 + 3_710);
  expect(took).toBeLessThan(19_500 + 3_710 + 100);
});

test('a model that several pictures wait for is loaded once', () => {
  const request = { ...plainRequest, tenant: 'person-1', plan: 'pro', model: 1, steps: 30 } as const;
  const later = { ...request, atMs: 5_000, images: 4 };
  expect(play([{ ...request, atMs: 0 }, later, { ...request, atMs: 60_000 }], 1).loadedMs).toBe(2_000 + 17_500);
});

test('four pictures of one model on a warm card share its calls as far as they gain by it', () => {
  const request = { ...plainRequest, tenant: 'person-1', plan: 'pro', model: 1, steps: 30 } as const;
  const { outcomes } = play(
    [
      { ...request, atMs: 0 },
      { ...request, atMs: 60_000, images: 4 },
    ],
    1,
  );
  const took = outcomes[1]?.finishedMs ?? Infinity;
  expect(took).toBeGreaterThan(2 * 30 * (20 + 2 * 96) + 4 * 230);
  expect(took).toBeLessThan(2 * 30 * (20 + 2 * 96) + 4 * 230 + 100);
});

test('who is due first goes first, whoever came first', () => {
  const warming = { ...plainRequest, tenant: 'person-1', plan: 'pro', atMs: 0 } as const;
  const { outcomes } = play(
    [
      { ...warming, model: 1, steps: 30 },
      { ...warming, model: 4, steps: 30 },
      { ...warming, tenant: 'person-2', plan: 'free', model: 1, steps: 200, atMs: 120_000 },
      { ...warming, model: 4, steps: 30, atMs: 121_000 },
    ],
    1,
  );
  expect(outcomes[3]?.finishedMs).toBeLessThan(30 * 116 + 230 + 116 + 100);
  expect(outcomes[2]?.finishedMs).toBeGreaterThan(230 * 116);
});

describe('a steady mix', () => {
  const requests = steadyMix(1, 16, 0.5, 600_000);
  const placers: Readonly<Record<string, () => Placer>> = {
    scheduler: () => new Scheduler(),
    random: () => new LinearPlacer(random(1)),
    'least loaded': () => new LinearPlacer(leastLoaded),
    'always warm': () => new LinearPlacer(alwaysWarm),
    'predicted finish': () => new LinearPlacer(predictedFinish(2)),
  };
  const playWith = (make: () => Placer) => new Simulation(make(), { nodes: 16, requests }).run();

  test.each(Object.entries(placers))('is painted to its end by %s, in the same way again', (_, make) => {
    const first = playWith(make);
    expect(first.outcomes.every(({ finishedMs }) => finishedMs !== undefined)).toBe(true);
    expect(playWith(make)).toEqual(first);
  });

  test('who knows where models are has more in time than who does not', () => {
    const [scheduler, leastLoaded] = [placers['scheduler'], placers['least loaded']].map(
      (make) => make && attainment(playWith(make).outcomes),
    );
    expect(scheduler).toBeGreaterThan(1.2 * (leastLoaded ?? Infinity));
  });
});
