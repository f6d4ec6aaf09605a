/** Models that are not in a node's memory: which can be loaded, and when one is expected there. */
import type { StoredModel } from '@quartet/protos/generated/index.ts';
import type { FleetNode } from './fleet.ts';

/**
 * Stands in for a load that was never timed: a process's share of it, and the speed at which weights are read, verified and
 * prepared on a few CPU cores.
 */
const guessedStartMs = 500;
const guessedBytesPerMs = 100_000;

/** What a node keeps of its models. */
type NodeModels = Pick<FleetNode, 'models' | 'stored' | 'arrivals' | 'residents'>;

/** Of the models that a node has not in memory those that a task may wait for. */
export function loadableOf(stored: readonly StoredModel[]): Map<string, StoredModel> {
  const loadable = stored.filter(({ state }) => isLoading(state) || state === 'STORED_MODEL_STATE_LOADABLE');
  return new Map(loadable.map((each) => [each.model, each]));
}

/** The node loads what it says, from when it first says so, and what its tasks wait for, also where that could not be had for a while. */
export function expectReported(node: NodeModels, now: number): void {
  const awaited = awaitedOn(node);
  for (const [model, { state }] of node.stored) {
    if (isLoading(state) || awaited.has(model)) expectModel(node, model, now);
  }
}

/** A model that is not in memory is on its way there, if it was not before: a task has been given to the node. */
export function expectModel(node: NodeModels, model: string, now: number): void {
  const stored = node.stored.get(model);
  if (stored && !node.arrivals.has(model)) node.arrivals.set(model, now + loadMs(stored));
}

/** Forgets what has come, and what is not loaded any more and no task waits for. */
export function forgetArrived(node: NodeModels): void {
  if (node.arrivals.size === 0) return;
  const awaited = awaitedOn(node);
  for (const model of node.arrivals.keys()) {
    const stored = node.stored.get(model);
    if (!stored || !(isLoading(stored.state) || awaited.has(model))) node.arrivals.delete(model);
  }
}

/** How long a task waits for a model of the node: 0 in memory; else until what is on its way is there, and its own load. */
export function loadWaitMs(node: NodeModels, model: string, now: number): number {
  const stored = node.stored.get(model);
  if (!stored) return 0;
  const arrivesAtMs = node.arrivals.get(model);
  if (arrivesAtMs !== undefined) return Math.max(0, arrivesAtMs - now);
  return Math.max(0, ...Array.from(node.arrivals.values(), (atMs) => atMs - now)) + loadMs(stored);
}

/** Models of the tasks that the node holds. */
function awaitedOn(node: NodeModels): ReadonlySet<string> {
  return new Set(Array.from(node.residents.values(), ({ model }) => model));
}

/** How long a load takes: as the last did on that node, or a guess. */
export function loadMs({ loadMs: lastMs, memoryBytes }: StoredModel): number {
  return lastMs > 0 ? lastMs : guessedStartMs + memoryBytes / guessedBytesPerMs;
}

function isLoading(state: StoredModel['state']): boolean {
  return state === 'STORED_MODEL_STATE_LOADING';
}
