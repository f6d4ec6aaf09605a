/** How long work takes, from what nodes measured. */
import type { ResidentModel } from '@quartet/protos/generated/index.ts';

/** A profile as nodes report it; its step times sorted by batch. */
export type Profile = Pick<ResidentModel, 'stepTimes' | 'overheadMs' | 'batchCap'>;

/** Stands in for a model that no node has measured yet: a small model on a few CPU cores. */
export const guessedProfile: Profile = { stepTimes: [{ batch: 1, stepMs: 50 }], overheadMs: 500, batchCap: 0 };

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

/** The most samples of a model in one call of a node: the node's cap, and the model's own where it has one. */
export function batchOf(profile: Profile, nodeCap: number): number {
  return Math.max(1, profile.batchCap > 0 ? Math.min(nodeCap, profile.batchCap) : nodeCap);
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
 * next that its model's cap lets in; the newcomer is last.
 */
export function predictFinishMs(device: Device, samples: Iterable<Sample>, model: string, steps: number): number {
  const newcomer = { model, stepsLeft: steps };
  const waiting = [...Array.from(samples, (sample) => ({ ...sample })), newcomer];
  const batchCap = Math.max(1, device.batchCap);
  let batch: (typeof waiting)[number][] = [];
  let elapsedMs = 0;
  for (;;) {
    fill(device, batch, waiting, batchCap);
    const rounds = Math.min(...batch.map((sample) => sample.stepsLeft));
    elapsedMs += rounds * roundMs(device, batch);
    for (const sample of batch) sample.stepsLeft -= rounds;
    if (newcomer.stepsLeft <= 0 && batch.includes(newcomer)) {
      return elapsedMs + (device.profiles.get(model) ?? guessedProfile).overheadMs;
    }
    batch = batch.filter((sample) => sample.stepsLeft > 0);
  }
}

/** Moves waiting samples into the batch, in order, while there is room in it and in their model's call. */
function fill<Some extends Sample>(device: Device, batch: Some[], waiting: Some[], batchCap: number): void {
  const sizes = sizesByModel(batch);
  for (let index = 0; index < waiting.length && batch.length < batchCap;) {
    const { model } = waiting[index] as Some;
    const size = sizes.get(model) ?? 0;
    if (size < batchOf(device.profiles.get(model) ?? guessedProfile, batchCap)) {
      batch.push(...waiting.splice(index, 1));
      sizes.set(model, size + 1);
    } else index += 1;
  }
}

function roundMs(device: Device, batch: readonly Sample[]): number {
  let sumMs = 0;
  for (const [model, size] of sizesByModel(batch)) sumMs += stepMs(device.profiles.get(model) ?? guessedProfile, size);
  return sumMs;
}

function sizesByModel(batch: readonly Sample[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { model } of batch) sizes.set(model, (sizes.get(model) ?? 0) + 1);
  return sizes;
}
