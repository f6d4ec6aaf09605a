import { mean } from '@quartet/service-kit/statistics.ts';
import { expect, test } from 'vitest';
import { steadyMix } from '../sim/mixes/steady.ts';
import { Simulation } from '../sim/simulation.ts';
import { comparedScheduler } from './exhaustive.ts';

test('Nodes that are chosen by looking at some cost hardly more than the best of all', () => {
  const { scheduler, excess } = comparedScheduler(3);
  new Simulation(scheduler, { nodes: 100, requests: steadyMix(1, 100, 0.7, 20_000) }).run();
  expect(excess.length).toBeGreaterThan(100);
  expect(mean(excess)).toBeLessThan(0.02);
});
