import type { Calibration } from './calibration.ts';

/**
 * What a simulation goes by where nothing is measured: calls as the quickest of fifteen took on a two-core machine that others
 * used too (November 2026), one core for calls, those of the compute-bound model rounded; what encoding and finishing take
 * are estimates. The weight-bound model gains 6 times by batches of 32, which take 5.4 times as long as a lone sample's call:
 * a batch that large finishes nobody within five times their time alone.
 */
export const seenCalibrations: Readonly<Record<string, Calibration>> = {
  'weight-bound': {
    stepMs: [
      { batch: 1, ms: 4.3 },
      { batch: 2, ms: 5.3 },
      { batch: 4, ms: 6.4 },
      { batch: 8, ms: 9.4 },
      { batch: 16, ms: 15.3 },
      { batch: 32, ms: 23.4 },
    ],
    encodeMs: 0.2,
    finishMs: 0.8,
    encodingMs: 3,
    stepsPerMs: 32 / 23.4,
  },
  'compute-bound': {
    stepMs: [
      { batch: 1, ms: 2.2 },
      { batch: 2, ms: 4.5 },
      { batch: 4, ms: 9 },
      { batch: 8, ms: 18.2 },
      { batch: 16, ms: 36.6 },
      { batch: 32, ms: 74 },
    ],
    encodeMs: 0.2,
    finishMs: 0.8,
    encodingMs: 3,
    stepsPerMs: 1 / 2.2,
  },
};
