/** Generations that are accepted at once, more than there is room for, and what shall have become of them in the end. */
import { expect, vi } from 'vitest';
import type { Api, GenerationJson } from './api.ts';
import { recordedResults } from './recorded-results.ts';
import type { Stack } from './stack.ts';
import { stepsTaken } from './steps-taken.ts';

const patience = { timeout: 300_000, interval: 100 };

/** How much is painted. */
export interface Amount {
  /** Generations, of one image each. */
  readonly count: number;
  /** How many of them the nodes take at once. */
  readonly room: number;
  /** Steps of an image in the mean: the first take half as many and the last half as many again, so that they end one by one. */
  readonly meanSteps: number;
}

/** Generations that were accepted. */
export interface ManyGenerations {
  readonly generations: readonly GenerationJson[];
  /** Steps of each. */
  readonly steps: readonly number[];
  /** Images that had ended before. */
  readonly endedBefore: number;
}

/** Resolves when as many are painted as there is room for, and the others wait. */
export async function beginMany(stack: Stack, api: Api, amount: Amount): Promise<ManyGenerations> {
  const { count, room, meanSteps } = amount;
  const endedBefore = await stack.metric('catalog', 'quartet_catalog_images_ended_total');
  const steps = Array.from({ length: count }, (_, index) => Math.round(meanSteps * (0.5 + index / count)));
  const generations: GenerationJson[] = [];
  for (const each of steps) generations.push(await api.generate({ prompt: 'a pig', seed: 1, count: 1, steps: each }));
  await vi.waitFor(async () => expect(await stack.metric('nodes', 'quartet_node_tasks_running')).toBe(room), patience);
  return { generations, steps, endedBefore };
}

/** Resolves when so many have ended; with how many have. */
export async function endedOf(stack: Stack, { endedBefore }: ManyGenerations, least: number): Promise<number> {
  return vi.waitFor(async () => {
    const ended = (await stack.metric('catalog', 'quartet_catalog_images_ended_total')) - endedBefore;
    expect(ended).toBeGreaterThanOrEqual(least);
    return ended;
  }, patience);
}

/**
 * Waits for the end of all, and sees to it that nothing was lost, repeated or recorded twice: each image has one result,
 * whose file is there, no other result of it lies beside that, and each of its steps was taken once.
 */
export async function expectAllRecordedOnce(stack: Stack, api: Api, many: ManyGenerations): Promise<void> {
  const { generations, steps } = many;
  expect(await endedOf(stack, many, generations.length), 'results that were recorded').toBe(generations.length);
  const ended = await Promise.all(generations.map(({ id }) => api.end(id)));
  expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'succeeded'));
  const ids = ended.flatMap(({ images }) => images.map(({ id }) => id));
  const facts = ['FACT_KIND_IMAGE_QUEUED', 'FACT_KIND_IMAGE_STARTED', 'FACT_KIND_IMAGE_COMPLETED'];
  const once = { status: 'ready', facts, isStored: true, surplus: 0 };
  expect(await recordedResults(stack, ids)).toEqual(ids.map((id) => ({ id, ...once })));
  const taken = stepsTaken(stack);
  expect(ids.map((id) => taken.get(id))).toEqual(steps);
}
