/** What would free a waiting task. */
import type { ReleaseKind, WaitingFor } from '@quartet/protos/generated/index.ts';
import { loadWaitMs } from './arrivals.ts';
import { endingsOn } from './endings.ts';
import { type FleetNode, isLive } from './fleet.ts';
import { cordonOf } from './node-order.ts';
import type { State } from './state.ts';
import type { DescribedTask } from './task.ts';

/** Something that would free a task. */
export interface Release {
  readonly kind: ReleaseKind;
  readonly nodeId?: string;
  readonly taskId?: string;
  /** From now; absent where nobody knows it. */
  readonly inMs?: number | undefined;
}

/** More are not told. */
const releasesMax = 8;

/** What would free a task that waits for this, the first expected first. */
export function releasesOf(
  state: Readonly<State>,
  task: DescribedTask,
  waitingFor: WaitingFor,
  now: number,
): Release[] {
  switch (waitingFor) {
    case 'WAITING_FOR_RECOVERY':
      return [{ kind: 'RELEASE_KIND_LISTENING_ENDS', inMs: Math.max(0, state.listenUntilMs - now) }];
    case 'WAITING_FOR_TENANT_LIMIT':
      return firstOf(tenantReleases(state, task, now));
    case 'WAITING_FOR_ROOM':
      return firstOf(nodeReleases(state, task, now));
    case 'WAITING_FOR_MODEL':
      return firstOf([...nodeReleases(state, task, now), { kind: 'RELEASE_KIND_NODE_JOINS' }]);
    case 'WAITING_FOR_NOTHING':
    case 'WAITING_FOR_UNSPECIFIED':
      return [];
  }
}

function firstOf(releases: readonly Release[]): Release[] {
  return releases.toSorted((a, b) => (a.inMs ?? Infinity) - (b.inMs ?? Infinity)).slice(0, releasesMax);
}

/** The ends of what its tenant has. */
function tenantReleases({ fleet, tasks }: Readonly<State>, { description }: DescribedTask, now: number): Release[] {
  const isOurs = (taskId: string): boolean => tasks.get(taskId)?.description?.tenantId === description.tenantId;
  return [...fleet.nodes.values()]
    .flatMap((node) => endingsOn(fleet, node, now))
    .filter(({ taskId }) => isOurs(taskId))
    .map((ending) => ({ kind: 'RELEASE_KIND_TENANT_TASK_ENDS', ...ending }));
}

/** What the nodes that have its model, or can load it, wait for themselves. */
function nodeReleases(state: Readonly<State>, { description, failures }: DescribedTask, now: number): Release[] {
  const failedOn = new Set(failures.values());
  const { model } = description;
  return [...state.fleet.nodes.values()]
    .filter((node) => (node.models.has(model) || node.stored.has(model)) && !failedOn.has(node.id))
    .flatMap((node) => nodeRelease(state, node, model, now) ?? []);
}

function nodeRelease(state: Readonly<State>, node: FleetNode, model: string, now: number): Release | undefined {
  const { id: nodeId, unreachableUntilMs } = node;
  if (!isLive(node)) return { kind: 'RELEASE_KIND_NODE_RETURNS', nodeId };
  if (node.draining) return undefined;
  if (cordonOf(node)) return { kind: 'RELEASE_KIND_NODE_UNCORDONED', nodeId };
  if (unreachableUntilMs > now) {
    return { kind: 'RELEASE_KIND_NODE_TRIED_AGAIN', nodeId, inMs: unreachableUntilMs - now };
  }
  const isLoadingOther = node.arrivals.size > 0 && !node.models.has(model) && !node.arrivals.has(model);
  if (isLoadingOther && node.residents.size < node.taskCap) {
    return { kind: 'RELEASE_KIND_MODEL_LOADED', nodeId, inMs: loadWaitMs(node, model, now) };
  }
  const [first] = endingsOn(state.fleet, node, now);
  return first && { kind: 'RELEASE_KIND_TASK_ENDS', ...first };
}
