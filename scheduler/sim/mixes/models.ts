import { Ranks } from './draws.ts';

/** What a model's calls take on the reference card (A100, fp16), and what it is. */
export interface Family {
  /** Steps of a picture, unless somebody asks for others. */
  readonly steps: number;
  /** Whether people choose their number. */
  readonly freeSteps: boolean;
  /** A step of b pictures of the usual size takes `callMs + b * eachMs`, guidance included. */
  readonly callMs: number;
  readonly eachMs: number;
  /** Decoding one picture. */
  readonly decodeMs: number;
  /** Of its weights. */
  readonly gigabytes: number;
}

const sd: Family = { steps: 30, freeSteps: true, callMs: 7, eachMs: 16, decodeMs: 40, gigabytes: 2 };
const xl: Family = { steps: 30, freeSteps: true, callMs: 20, eachMs: 96, decodeMs: 230, gigabytes: 7 };
const turbo: Family = { steps: 4, freeSteps: false, callMs: 16, eachMs: 12, decodeMs: 60, gigabytes: 7 };
const flux: Family = { steps: 28, freeSteps: false, callMs: 15, eachMs: 540, decodeMs: 230, gigabytes: 33 };

const familiesByRank: readonly Family[] = [xl, sd, turbo, xl, flux, xl, sd, xl, turbo, sd];
const modelCount = 96;

/** Models by popularity. */
export const modelRanks = new Ranks(modelCount, (rank) => (rank + 3.6) ** -2.5);

/** @param model its rank, from 1 */
export function familyOf(model: number): Family {
  const family = familiesByRank[(model - 1) % familiesByRank.length];
  if (!family) throw new RangeError(`models have ranks from 1, not ${model}`);
  return family;
}

/** What pictures take one by one on the reference card, milliseconds. */
export function workMs({ model, images, steps }: { model: number; images: number; steps: number }): number {
  const { callMs, eachMs, decodeMs } = familyOf(model);
  return images * (steps * (callMs + eachMs) + decodeMs);
}
