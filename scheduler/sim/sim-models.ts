import type { ResidentModel, StoredModel, TaskDescription } from '@quartet/protos/generated/index.ts';
import { aimMs } from '../core/aim.ts';
import { type Card, cardOf } from './mixes/fleet.ts';
import { familyOf } from './mixes/models.ts';

const bytesPerGigabyte = 1e9;
/** Of a load, beside reading the weights. */
const loadStartMs = 2_000;
/** How fast weights come from the node's own disk, and how fast from the object store. */
const diskGigabytesPerMs = 2.5 / 1_000;
const storeGigabytesPerMs = 0.4 / 1_000;
/** Batches that a node has measured; more than the last gain nothing on these cards. */
const measured = [1, 2, 4, 8];
export const batchCap = 8;

/** A model's name, by its rank. */
export const modelName = (rank: number): string => `model-${rank}`;
export const rankOf = (name: string): number => Number(name.slice('model-'.length));

/** One call of so many samples on a card. */
export function callMs(rank: number, card: Card, samples: number): number {
  const { callMs: fixedMs, eachMs } = familyOf(rank);
  return (fixedMs + samples * eachMs) / card.speed;
}

/** Nodes make calls no larger than samples gain by: a tenth of what each takes in the largest is not worth the wait. */
const gainShare = 1.1;

/** The most samples in one call. */
export function gainingSamples(rank: number): number {
  const { callMs: fixedMs, eachMs } = familyOf(rank);
  const sampleMs = (samples: number): number => fixedMs / samples + eachMs;
  return measured.find((samples) => sampleMs(samples) <= gainShare * sampleMs(batchCap)) ?? batchCap;
}

export function decodeMs(rank: number, card: Card): number {
  return familyOf(rank).decodeMs / card.speed;
}

/** Within what time a task's plan aims to have its generation finished: on the reference card, as {@link aimMs} says. */
export function aimedMs(description: TaskDescription): number {
  return aimMs(description, residentModel(rankOf(description.model), cardOf(0)));
}

/** @param isOnDisk whether this node has loaded it before */
export function loadMs(rank: number, isOnDisk: boolean): number {
  return loadStartMs + familyOf(rank).gigabytes / (isOnDisk ? diskGigabytesPerMs : storeGigabytesPerMs);
}

/** A model in a node's memory, as it tells the scheduler. */
export function residentModel(rank: number, card: Card): ResidentModel {
  const stepTimes = measured.map((batch) => ({ batch, stepMs: callMs(rank, card, batch) }));
  return {
    model: modelName(rank),
    digest: modelName(rank),
    stage: 'STAGE_PAINT',
    batchCap,
    stepTimes,
    overheadMs: decodeMs(rank, card),
    shapes: [],
  };
}

/** A model that is not in a node's memory. */
export function storedModel(rank: number, isOnDisk: boolean, isLoading: boolean): StoredModel {
  return {
    model: modelName(rank),
    state: isLoading ? 'STORED_MODEL_STATE_LOADING' : 'STORED_MODEL_STATE_LOADABLE',
    reason: 'REASON_UNSPECIFIED',
    memoryBytes: familyOf(rank).gigabytes * bytesPerGigabyte,
    loadMs: loadMs(rank, isOnDisk),
    stage: 'STAGE_PAINT',
  };
}
