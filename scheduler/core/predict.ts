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
  /** When its task should have ended, by any one clock; where nobody knows, later than all others. */
  readonly dueAtMs?: number | undefined;
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
/** What nodes still make calls larger for. */
const callShare = 1.1;

/** The smallest batch that takes hardly more for each sample than the best: with more, all in it wait longer for next to nothing. */
export function gainingBatch({ stepTimes }: Pick<Profile, 'stepTimes'>, share = gainShare): number {
  const best = Math.min(...stepTimes.map(({ batch, stepMs: callMs }) => callMs / batch));
  return stepTimes.find(({ batch, stepMs: callMs }) => callMs / batch <= share * best)?.batch ?? 1;
}

/** Device time of a task that runs alone: what a tenant is charged until the true figure is known. */
export function soloGpuMs(profile: Profile, steps: number): number {
  return steps * stepMs(profile, 1) + profile.overheadMs;
}

/** Work a node gets through when its batch is full, in milliseconds of solo device time a millisecond. */
export function fullBatchRate(profile: Profile, batch: number): number {
  return (batch * stepMs(profile, 1)) / stepMs(profile, batch);
}

/** What becomes of a newcomer on a node, and of those that are there. */
export interface Prediction {
  /** From now until it ends. */
  readonly finishMs: number;
  /** By how much those that are due later end later, all together. */
  readonly delayMs: number;
}

/**
 * What becomes of a newcomer on a node that holds `samples`. A node's calls are for whoever is due first, of equals who was there
 * first; those of its model and shape that are due next come along, as many as gain by it.
 */
export function predict(device: Device, samples: readonly Sample[], newcomer: Sample): Prediction {
  const residentOf = residents(device);
  const last = residentOf(newcomer);
  const waiting = samples.filter(({ stepsLeft }) => stepsLeft > 0).map(residentOf);
  const later = waiting.filter(({ dueAtMs }) => dueAtMs > last.dueAtMs).length;
  const delayMs = later * soloGpuMs(last.profile, newcomer.stepsLeft);
  // A stable sort: of equals those that were there go before the newcomer.
  let order = [...waiting, last].sort((a, b) => (a.dueAtMs === b.dueAtMs ? 0 : a.dueAtMs - b.dueAtMs));
  for (let elapsedMs = 0; ;) {
    const [first = last] = order;
    const batch = order.filter(({ call }) => call === first.call).slice(0, first.batch);
    const steps = Math.min(...batch.map(({ stepsLeft }) => stepsLeft));
    elapsedMs += steps * stepMs(first.profile, batch.length);
    for (const sample of batch) sample.stepsLeft -= steps;
    if (last.stepsLeft <= 0) return { finishMs: elapsedMs + last.profile.overheadMs, delayMs };
    order = order.filter(({ stepsLeft }) => stepsLeft > 0);
  }
}

/** A sample, and what it shares calls with. */
interface Resident {
  /** Samples of one model and shape share it. */
  readonly call: string;
  readonly profile: Profile;
  /** The most samples in a call of it. */
  readonly batch: number;
  readonly dueAtMs: number;
  stepsLeft: number;
}

/** Samples as a device sees them. */
function residents(device: Device): (sample: Sample) => Resident {
  const calls = new Map<string, Pick<Resident, 'call' | 'profile' | 'batch'>>();
  return ({ model, shape: known, stepsLeft, dueAtMs = Infinity }) => {
    const whole = device.profiles.get(model) ?? guessedProfile;
    const [usual] = whole.shapes ?? [];
    const shape = usual && (known ?? usual);
    const call = shape ? `${model} ${shape.width}x${shape.height} ${shape.guided}` : model;
    let shared = calls.get(call);
    if (!shared) {
      const profile = profileFor(whole, shape);
      const batch = Math.min(batchOf(profile, device.batchCap), gainingBatch(profile, callShare));
      shared = { call, profile, batch };
      calls.set(call, shared);
    }
    return { ...shared, stepsLeft, dueAtMs };
  };
}
