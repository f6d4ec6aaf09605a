import type { DayStep } from '../../core/day-steps.ts';
import { exponential, stream } from './draws.ts';
import { speedOf } from './fleet.ts';
import { familyOf, workMs } from './models.ts';
import { peopleOf } from './people.ts';
import { type MixRequest, inOrder, plainRequest } from './request.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How much people ask for in the middle of each hour. */
const hours: readonly number[] = [
  0.1, 0.1, 0.1, 0.55, 2, 2.4, 0.55, 0.95, 2.8, 2.8, 3, 3.2, 0.95, 1.2, 1.2, 0.8, 0.3, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1,
  0.1,
];
/** At these hours everybody asks for three times as much for five minutes. */
const burstHours: readonly number[] = [6.5, 7.5, 12.5, 14, 16.5, 20];
const [burstMs, burstFactor] = [300_000, 3];
const mostIntensity = 4;

/** Linear between the middles of hours. */
function intensityAt(ms: number): number {
  const hour = ms / hourMs - 0.5;
  const before = Math.floor(hour);
  const share = hour - before;
  const value = (index: number): number => hours[(index + hours.length) % hours.length] ?? Number.NaN;
  const usual = value(before) * (1 - share) + value(before + 1) * share;
  const isBurst = burstHours.some((start) => ms >= start * hourMs && ms < start * hourMs + burstMs);
  return isBurst ? burstFactor * usual : usual;
}

const programModels = [2, 5, 8];
const programLoad = 0.28 / 30;
/** Gaps are drawn around one of two means, so that they vary four times as much as they are long (balanced means). */
const shortGaps = 0.9697;

/** A program's requests of four pictures, in clumps. */
function programOf(model: number, uniform: () => number, speed: number): MixRequest[] {
  const { steps } = familyOf(model);
  const request = { ...plainRequest, tenant: `program-${model}`, plan: 'plus', model, images: 4, steps } as const;
  const meanGapMs = workMs(request) / (programLoad * speed);
  const requests: MixRequest[] = [];
  for (let atMs = 0; ;) {
    const weight = uniform() < shortGaps ? shortGaps : 1 - shortGaps;
    atMs += exponential(uniform, (2 * weight) / meanGapMs);
    if (atMs >= dayMs) return requests;
    requests.push({ ...request, atMs });
  }
}

/**
 * What an operator can say of it: when bursts come. Three times as many sessions begin, but only one request in four begins one: in
 * the middle of a burst about twice as much is asked for.
 */
export const daySteps: readonly DayStep[] = burstHours.map((hour) => ({
  atMs: hour * hourMs,
  lengthMs: burstMs,
  times: 2,
}));

/** Mix D: a bursty day of people, and three programs that never sleep. */
export function dayMix(seed: number, nodes: number): MixRequest[] {
  const intensity = { most: mostIntensity, at: intensityAt };
  const people = peopleOf({ seed, nodes, load: 0.252, lengthMs: dayMs, intensity });
  const uniform = stream(seed, 5);
  return inOrder([...people, ...programModels.flatMap((model) => programOf(model, uniform, speedOf(nodes)))]);
}
