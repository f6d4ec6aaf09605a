import type { BatchKey } from './decisions.ts';
import { type Pace, type Waiting, needOf } from './outlook.ts';
import type { Sample } from './sample-state.ts';
import type { StepTimes } from './step-times.ts';

/** A key with work gets at least this part of what one gets that needs the whole device. */
const leastWeight = 0.1;

/** A key with samples that wait for a step. */
export interface KeyQueue {
  readonly key: BatchKey;
  /** In order of admission. */
  readonly samples: readonly Waiting[];
  readonly profile: StepTimes;
  /** The most samples in the next call. */
  readonly cap: number;
  /** How long a call with as many as there are takes, milliseconds. */
  readonly callMs: number;
  /** By how much it takes part: the share of the device that it needs for its deadlines. */
  readonly weight: number;
}

/**
 * The samples that wait for a step, by key.
 * @param stretch how many times as long as by itself a call takes, all around it counted
 */
export function keyQueues(samples: Iterable<Sample>, stretch: number, nowMs: number): Map<BatchKey, KeyQueue> {
  const byKey = new Map<BatchKey, Sample[]>();
  for (const sample of samples) {
    if (sample.phase !== 'to_step') continue;
    const mates = byKey.get(sample.spec.key);
    if (mates) mates.push(sample);
    else byKey.set(sample.spec.key, [sample]);
  }
  return new Map([...byKey].map(([key, mates]) => [key, queueOf(key, mates, stretch, nowMs)]));
}

function queueOf(key: BatchKey, mates: readonly Sample[], stretch: number, nowMs: number): KeyQueue {
  const [first] = mates;
  if (!first) throw new Error('a key without samples');
  const { profile, batchCap } = first.spec;
  const cap = Math.min(batchCap, profile.cap(batchCap));
  const callMs = stretch * profile.stepMs(Math.min(mates.length, cap));
  const samples = mates.map(waitingOf);
  return { key, samples, profile, cap, callMs, weight: Math.max(leastWeight, needOf(samples, callMs, cap, nowMs)) };
}

function waitingOf({ spec, step, finishMs }: Sample): Waiting {
  return {
    id: spec.id,
    stepsLeft: spec.steps - step,
    fresh: step === spec.firstStep,
    stepsDueMs: spec.deadlineAtMs - finishMs,
    timestep: spec.sharedTimesteps?.[step],
  };
}

/** How the calls of a key follow one another beside those of the other keys. */
export function paceOf({ callMs, cap, weight }: KeyQueue, all: Iterable<KeyQueue>): Pace {
  let weights = 0;
  for (const queue of all) weights += queue.weight;
  return { cycleMs: (callMs * weights) / weight, cap };
}
