/** How long work takes, from what nodes measured. */
import type { ResidentModel, ShapeProfile } from '@quartet/protos/generated/index.ts';

/** A profile as nodes report it; its step times sorted by batch. */
export type Profile = Pick<ResidentModel, 'stepTimes' | 'overheadMs' | 'batchCap'>;

/** What a task's time depends on beside its model and steps. */
export type Shape = Pick<ShapeProfile, 'width' | 'height' | 'guided'>;

/** A model's profile for its usual shape, with those of the shapes that were measured; the usual one's is the first. */
export type ModelProfile = Profile & Partial<Pick<ResidentModel, 'shapes'>>;

/** Stands in for a model that no node has measured yet: a small model on a few CPU cores. */
export const guessedProfile: ModelProfile = { stepTimes: [{ batch: 1, stepMs: 50 }], overheadMs: 500, batchCap: 0 };

/** A sample inside a node, as far as prediction goes. */
export interface Sample {
  readonly model: string;
  /** Undefined where it is not known: then it counts as the usual one. */
  readonly shape?: Shape | undefined;
  readonly stepsLeft: number;
}

/** What prediction needs to know of a node. */
export interface Device {
  readonly batchCap: number;
  readonly profiles: Pick<ReadonlyMap<string, ModelProfile>, 'get'>;
}

/**
 * A model's profile for a shape: as measured; else the usual one's times the pixels there are more of, and times two where
 * guidance doubles the sample and usually does not.
 */
export function profileFor(profile: ModelProfile, shape: Shape | undefined): Profile {
  const [usual] = profile.shapes ?? [];
  if (!usual || !shape || sameShape(usual, shape)) return profile;
  const measured = profile.shapes?.find((each) => sameShape(each, shape));
  if (measured) return measured;
  const area = (shape.width * shape.height) / (usual.width * usual.height);
  const work = (area * (shape.guided ? 2 : 1)) / (usual.guided ? 2 : 1);
  return {
    stepTimes: profile.stepTimes.map((each) => ({ ...each, stepMs: work * each.stepMs })),
    overheadMs: area * profile.overheadMs,
    batchCap: profile.batchCap,
  };
}

function sameShape(a: Shape, b: Shape): boolean {
  return a.width === b.width && a.height === b.height && a.guided === b.guided;
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

/** Beyond this, what a sample takes less in a larger call is not worth how much longer the call is. */
const gainShare = 1.3;

/** The smallest batch that takes hardly more for each sample than the best: with more, all in it wait longer for next to nothing. */
export function gainingBatch({ stepTimes }: Pick<Profile, 'stepTimes'>): number {
  const best = Math.min(...stepTimes.map(({ batch, stepMs: callMs }) => callMs / batch));
  return stepTimes.find(({ batch, stepMs: callMs }) => callMs / batch <= gainShare * best)?.batch ?? 1;
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
 * Milliseconds from now until a newcomer would end on a node that already holds `samples`, in their order of admission. In
 * each round samples of one model and shape make one call; a sample that ends makes room for the next that its call's cap
 * lets in; the newcomer is last.
 */
export function predictFinishMs(device: Device, samples: Iterable<Sample>, newcomer: Sample): number {
  const residentOf = residents(device);
  const last = residentOf(newcomer);
  const waiting = [...Array.from(samples, residentOf), last];
  const batchCap = Math.max(1, device.batchCap);
  let batch: Resident[] = [];
  let elapsedMs = 0;
  for (;;) {
    fill(batch, waiting, batchCap);
    const rounds = Math.min(...batch.map((sample) => sample.stepsLeft));
    elapsedMs += rounds * roundMs(batch);
    for (const sample of batch) sample.stepsLeft -= rounds;
    if (last.stepsLeft <= 0 && batch.includes(last)) return elapsedMs + last.profile.overheadMs;
    batch = batch.filter((sample) => sample.stepsLeft > 0);
  }
}

/**
 * Milliseconds by which a newcomer delays all samples that a node already holds, summed up: each of its steps makes a round of
 * those that step now longer, for as long as both step. One that finds no room in a call delays nobody.
 */
export function predictDelayMs(device: Device, samples: Iterable<Sample>, newcomer: Sample): number {
  const residentOf = residents(device);
  const waiting = Array.from(samples, residentOf);
  const batch: Resident[] = [];
  const batchCap = Math.max(1, device.batchCap);
  fill(batch, waiting, batchCap);
  const crowded = [...batch];
  fill(crowded, [residentOf(newcomer)], batchCap);
  const longerMs = roundMs(crowded) - roundMs(batch);
  return batch.reduce((sum, { stepsLeft }) => sum + Math.min(stepsLeft, newcomer.stepsLeft) * longerMs, 0);
}

/** A sample, and what it shares calls with. */
interface Resident {
  /** Samples of one model and shape share it. */
  readonly call: string;
  readonly profile: Profile;
  stepsLeft: number;
}

/** Samples as a device sees them. */
function residents(device: Device): (sample: Sample) => Resident {
  const profiles = new Map<string, Profile>();
  return ({ model, shape: known, stepsLeft }) => {
    const whole = device.profiles.get(model) ?? guessedProfile;
    const [usual] = whole.shapes ?? [];
    const shape = usual && (known ?? usual);
    const call = shape ? `${model} ${shape.width}x${shape.height} ${shape.guided}` : model;
    const profile = profiles.get(call) ?? profileFor(whole, shape);
    profiles.set(call, profile);
    return { call, profile, stepsLeft };
  };
}

/** Moves waiting samples into the batch, in order, while there is room in it and in their call. */
function fill(batch: Resident[], waiting: Resident[], batchCap: number): void {
  const sizes = sizesByCall(batch);
  for (let index = 0; index < waiting.length && batch.length < batchCap;) {
    const { call, profile } = waiting[index] as Resident;
    const size = sizes.get(call)?.size ?? 0;
    if (size < batchOf(profile, batchCap)) {
      batch.push(...waiting.splice(index, 1));
      sizes.set(call, { profile, size: size + 1 });
    } else index += 1;
  }
}

function roundMs(batch: readonly Resident[]): number {
  let sumMs = 0;
  for (const { profile, size } of sizesByCall(batch).values()) sumMs += stepMs(profile, size);
  return sumMs;
}

function sizesByCall(batch: readonly Resident[]): Map<string, { readonly profile: Profile; readonly size: number }> {
  const sizes = new Map<string, { readonly profile: Profile; readonly size: number }>();
  for (const { call, profile } of batch) sizes.set(call, { profile, size: (sizes.get(call)?.size ?? 0) + 1 });
  return sizes;
}
