import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { mulberry32 } from '@quartet/service-kit/random.ts';
import { guessedProfile, predict, type ModelProfile } from '../../core/predict.ts';
import type { Score } from './linear-placer.ts';
import { type SeenNode, dueAtMs } from './seen-fleet.ts';

/** Anywhere. */
export function random(seed: number): Score {
  const uniform = mulberry32(seed);
  return () => uniform();
}

/** Where the fewest tasks are. */
export const leastLoaded: Score = (_, node) => node.held.size;

/** Where the model is or comes, whatever else is there; else where the fewest tasks are. */
export const alwaysWarm: Score = (task, node) => (isWarm(task, node) ? 0 : node.taskCap) + node.held.size;

/** Where it ends first, with loads that begin for it counted so many times. */
export function predictedFinish(price: number): Score {
  /** Models are measured where they are in memory, and the same on all nodes of a kind. */
  const profiles = new Map<string, ModelProfile>();
  return (task, node) => {
    for (const [model, profile] of node.models) profiles.set(`${node.pool} ${model}`, profile);
    const get = (model: string): ModelProfile =>
      node.models.get(model) ?? profiles.get(`${node.pool} ${model}`) ?? guessedProfile;
    const samples = Array.from(node.held.values(), ({ description, stepsLeft }) => ({
      model: description.model,
      stepsLeft,
      dueAtMs: dueAtMs(description),
    }));
    const newcomer = { model: task.model, stepsLeft: task.steps, dueAtMs: dueAtMs(task) };
    const { finishMs } = predict({ batchCap: node.batchCap, profiles: { get } }, samples, newcomer);
    return finishMs + loadingMs(node, task.model) + (isWarm(task, node) ? 0 : price * loadMsOf(node, task.model));
  };
}

/** Whether the model is in memory, or on its way for another task. */
function isWarm({ model }: TaskDescription, node: SeenNode): boolean {
  return node.models.has(model) || [...node.held.values()].some(({ description }) => description.model === model);
}

/** Loads before it, and its own where it is on its way. */
function loadingMs(node: SeenNode, model: string): number {
  const awaited = new Set(Array.from(node.held.values(), ({ description }) => description.model));
  let sum = 0;
  for (const each of awaited) {
    if (!node.models.has(each)) sum += loadMsOf(node, each);
    if (each === model) break;
  }
  return node.models.has(model) ? 0 : sum;
}

const loadMsOf = (node: SeenNode, model: string): number => node.stored.get(model)?.loadMs ?? 0;
