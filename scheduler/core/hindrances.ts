/** Why nodes take no more than they have. */
import type { HindranceKind } from '@quartet/protos/generated/index.ts';
import { endingsOn } from './endings.ts';
import { type FleetNode, isLive } from './fleet.ts';
import { cordonOf } from './node-order.ts';
import type { State } from './state.ts';

/** What keeps a node from more tasks. Times count from now. */
export interface Hindrance {
  readonly kind: HindranceKind;
  /** Absent where it is not known. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** What is loaded, where that is why. */
  readonly model?: string;
}

/** Waiting tasks that are alike to every node. */
export interface WaitingKind {
  readonly model: string;
  readonly failedOn: ReadonlySet<string>;
  /** Their tenant paints as many as it may. */
  readonly isLimited: boolean;
}

/** What waits, each kind once: to be asked about many nodes. */
export function waitingKinds({ queue }: Readonly<State>): WaitingKind[] {
  const kinds = new Map<string, WaitingKind>();
  for (const task of queue.tasks()) {
    const { model } = task.description;
    const isLimited = queue.isLimited(task);
    const failedOn = new Set([...task.failures.values()].sort());
    kinds.set([model, isLimited, ...failedOn].join('\n'), { model, failedOn, isLimited });
  }
  return [...kinds.values()];
}

/** What keeps a node from more tasks, the gravest alone. */
export function hindranceOf(
  state: Readonly<State>,
  node: FleetNode,
  waiting: readonly WaitingKind[],
  now: number,
): Hindrance {
  return ofItself(node, now) ?? ofScheduler(state, node, now) ?? ofWork(node, waiting, now);
}

/** What the node or its operator says. */
function ofItself(node: FleetNode, now: number): Hindrance | undefined {
  if (!isLive(node)) return { kind: 'HINDRANCE_KIND_GONE', sinceMs: now - node.lastReportMs };
  if (node.draining) return { kind: 'HINDRANCE_KIND_STOPPING' };
  const cordon = cordonOf(node);
  if (!cordon) return undefined;
  const sinceMs = now - cordon.sinceMs;
  if (cordon.untilMs === undefined) return { kind: 'HINDRANCE_KIND_CORDONED', sinceMs };
  return { kind: 'HINDRANCE_KIND_DRAINING', sinceMs, untilMs: Math.max(0, cordon.untilMs - now) };
}

/** What the scheduler knows of it. */
function ofScheduler(state: Readonly<State>, node: FleetNode, now: number): Hindrance | undefined {
  if (now < state.listenUntilMs) return { kind: 'HINDRANCE_KIND_RECOVERY', untilMs: state.listenUntilMs - now };
  if (node.unreachableUntilMs > now)
    return { kind: 'HINDRANCE_KIND_UNREACHABLE', untilMs: node.unreachableUntilMs - now };
  if (node.residents.size < node.taskCap) return undefined;
  const [first] = endingsOn(state.fleet, node, now);
  return { kind: 'HINDRANCE_KIND_FULL', sinceMs: now - node.use.sinceMs, untilMs: first?.inMs };
}

/** What waits is not for it: of the tasks that come closest to running here, why they do not. */
function ofWork(node: FleetNode, waiting: readonly WaitingKind[], now: number): Hindrance {
  const sinceMs = node.use.kind === 'idle' ? now - node.use.sinceMs : undefined;
  if (waiting.length === 0) return { kind: 'HINDRANCE_KIND_NOTHING_WAITS', sinceMs };
  const wanted = waiting.filter(({ model }) => node.models.has(model) || node.stored.has(model));
  if (wanted.length === 0) return { kind: 'HINDRANCE_KIND_NO_WANTED_MODEL', sinceMs };
  const free = wanted.filter(({ isLimited }) => !isLimited);
  if (free.length === 0) return { kind: 'HINDRANCE_KIND_TENANT_LIMITS', sinceMs };
  const untried = free.filter(({ failedOn }) => !failedOn.has(node.id));
  if (untried.length === 0) return { kind: 'HINDRANCE_KIND_FAILED_HERE', sinceMs };
  const [loaded] = [...node.arrivals].sort(([, a], [, b]) => b - a);
  const isHere = (model: string): boolean => node.models.has(model) || node.arrivals.has(model);
  if (!loaded || untried.some(({ model }) => isHere(model))) return { kind: 'HINDRANCE_KIND_ROOM_KEPT', sinceMs };
  const [model, arrivesAtMs] = loaded;
  return { kind: 'HINDRANCE_KIND_LOADING', sinceMs, untilMs: Math.max(0, arrivesAtMs - now), model };
}
