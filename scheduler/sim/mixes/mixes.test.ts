/** The standard mixes are what everybody measures with: to the request and the tenth of a second of work. */
import { mulberry32 } from '@quartet/service-kit/random.ts';
import { expect, test } from 'vitest';
import { dayMix } from './day.ts';
import { foeNames, foesMix, isFoe } from './foes.ts';
import { workMs } from './models.ts';
import type { MixRequest } from './request.ts';
import { steadyMix } from './steady.ts';

const [seed, nodes] = [1, 16];

/** How many requests there are, and what they take one by one, seconds. */
const totals = (requests: readonly MixRequest[]) => [
  requests.length,
  (requests.reduce((sum, request) => sum + workMs(request), 0) / 1_000).toFixed(1),
];

test('the generator of all draws', () => {
  const uniform = mulberry32(16);
  expect([uniform(), uniform()].map((draw) => draw.toFixed(9))).toEqual(['0.631395207', '0.144321889']);
});

test.each([
  ['S at 0.7', () => steadyMix(seed, nodes, 0.7), [4_859, '42748.8']],
  ['D', () => dayMix(seed, nodes), [51_188, '450874.1']],
  ['F with all foes', () => foesMix(seed, nodes, foeNames), [10_132, '65085.5']],
])('mix %s', (_, make, expected) => {
  const requests = make();
  expect(totals(requests)).toEqual(expected);
  expect(requests).toEqual(requests.toSorted((left, right) => left.atMs - right.atMs));
});

test('a seed gives the same requests, another one others', () => {
  expect(steadyMix(2, nodes, 0.5)).toEqual(steadyMix(2, nodes, 0.5));
  expect(steadyMix(3, nodes, 0.5)).not.toEqual(steadyMix(2, nodes, 0.5));
});

test('foes come beside the people, who ask for the same with and without them', () => {
  const people = foesMix(seed, nodes, []);
  expect(people.some(isFoe)).toBe(false);
  for (const foe of foeNames) {
    const mix = foesMix(seed, nodes, [foe]);
    expect(mix.filter((request) => !isFoe(request))).toEqual(people);
    expect(mix.filter(isFoe).every(({ tenant }) => tenant.startsWith(foe.replace(/s$/u, '')))).toBe(true);
  }
});

test('plans and wishes are spread as the trace has them', () => {
  const requests = steadyMix(seed, 64, 0.9);
  const share = (matches: (request: MixRequest) => boolean): number =>
    requests.filter(matches).length / requests.length;
  expect(share(({ images }) => images === 1)).toBeCloseTo(0.57, 1);
  expect(share(({ adapter }) => adapter !== undefined)).toBeCloseTo(0.2, 1);
  expect(share(({ shape }) => shape === 0)).toBeCloseTo(0.45, 1);
  expect(share(({ plan }) => plan === 'pro')).toBeGreaterThan(0.2);
  expect(share(({ model }) => model === 1)).toBeCloseTo(0.25, 1);
});
