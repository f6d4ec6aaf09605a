/** How long work takes, from what nodes measured. */
import type { ResidentModel } from '@quartet/protos/generated/index.ts';

/** A profile as nodes report it; its step times sorted by batch. */
export type Profile = Pick<ResidentModel, 'stepTimes' | 'overheadMs'>;

/** Stands in for a model that no node has measured yet: a small model on a few CPU cores. */
export const guessedProfile: Profile = { stepTimes: [{ batch: 1, stepMs: 50 }], overheadMs: 500 };

/** A sample inside a node, as far as prediction goes. */
export interface Sample {
  readonly model: string;
  readonly stepsLeft: number;
}

/** What prediction needs to know of a node. */
export interface Device {
  readonly batchCap: number;
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** One call's time at a batch size: measured, or on the line between the neighbours; beyond the last, in proportion. */
export function stepMs(profile: Profile, batch: number): number {
  let below = profile.stepTimes[0];
  if (!below) return stepMs(guessedProfile, batch);
  if (batch <= below.batch) return below.stepMs;
  for (const above of profile.stepTimes) {
    if (above.batch >= batch) {
      const share = (batch - below.batch) / (above.batch - below.batch);
      return below.stepMs + share * (above.stepMs - below.stepMs);
    }
    below = above;
  }
  return (below.stepMs * batch) / below.batch;
}

/** Device time of a task that runs alone: what a tenant is charged until the true figure is known. */
export function soloGpuMs(profile: Profile, steps: number): number {
  return steps * stepMs(profile, 1) + profile.overheadMs;
}

/** Work a node gets through when its batch is full, in milliseconds of solo device time a millisecond. */
export function fullBatchRate(profile: Profile, batch: number): number {
  return (batch * stepMs(profile, 1)) / stepMs(profile, batch);
}

/**
 * Milliseconds from now until a task of `steps` steps would end on a node that already holds `samples`, in their order of
 * admission. In each round every model with samples in the batch makes one call; a sample that ends makes room for the
 * next; the newcomer is last.
 */
export function predictFinishMs(device: Device, samples: Iterable<Sample>, model: string, steps: number): number {
  const newcomer = { model, stepsLeft: steps };
  const waiting = [...Array.from(samples, (sample) => ({ ...sample })), newcomer];
  const batchCap = Math.max(1, device.batchCap);
  let batch = waiting.splice(0, batchCap);
  let elapsedMs = 0;
  for (;;) {
    const rounds = Math.min(...batch.map((sample) => sample.stepsLeft));
    elapsedMs += rounds * roundMs(device, batch);
    for (const sample of batch) sample.stepsLeft -= rounds;
    if (newcomer.stepsLeft <= 0 && batch.includes(newcomer)) {
      return elapsedMs + (device.profiles.get(model) ?? guessedProfile).overheadMs;
    }
    batch = batch.filter((sample) => sample.stepsLeft > 0);
    batch.push(...waiting.splice(0, batchCap - batch.length));
  }
}

function roundMs(device: Device, batch: readonly Sample[]): number {
  const sizes = new Map<string, number>();
  for (const { model } of batch) sizes.set(model, (sizes.get(model) ?? 0) + 1);
  let sumMs = 0;
  for (const [model, size] of sizes) sumMs += stepMs(device.profiles.get(model) ?? guessedProfile, size);
  return sumMs;
}
