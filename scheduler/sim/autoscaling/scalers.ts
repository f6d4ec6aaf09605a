/** Who says how many nodes a simulated fleet is to have. */
import type { PoolPolicy } from '../../core/autoscale.ts';
import { Autoscaler } from '../../core/autoscaler.ts';
import { deletionCost } from '../../core/deletion-cost.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import type { Scaler } from '../scaling.ts';
import type { Figure } from './figures.ts';
import { HorizontalAutoscaler, syncMs, usualBehavior } from './horizontal.ts';

/** Fewest and most nodes. */
export type Bounds = Pick<PoolPolicy, 'min' | 'max'>;

/** KEDA asks for a figure so often. */
export const pollMs = 30_000;
/** The scheduler's own figure is looked at so often. */
const lookMs = 1_000;

/** A HorizontalPodAutoscaler with its usual behavior. @param target of the figure for each node */
export function hpa(scheduler: Scheduler, figure: Figure, target: number, bounds: Bounds): Scaler {
  const autoscaler = new HorizontalAutoscaler({ ...usualBehavior, ...bounds });
  return {
    everyMs: syncMs,
    look: (nodes, nowMs) => autoscaler.sync(figure(scheduler), target, nodes, nowMs),
    costOf: () => 0,
  };
}

/**
 * KEDA: a HorizontalPodAutoscaler with its usual behavior that is given the figure as it was when KEDA asked for it last
 * (`useCachedMetrics`; else it asks with each sync, and is as an HPA is). Its cooldown has no part here: it governs the step from
 * one to none, and there is always one. Source: "Scaling Deployments, StatefulSets and Custom Resources" (keda.sh).
 * @param target of the figure for each node
 */
export function keda(scheduler: Scheduler, figure: Figure, target: number, bounds: Bounds): Scaler {
  let [polled, polledAtMs] = [0, -Infinity];
  const cached = (): number => polled;
  const follower = hpa(scheduler, cached, target, bounds);
  return {
    ...follower,
    look(nodes, nowMs) {
      if (nowMs - polledAtMs >= pollMs) [polled, polledAtMs] = [figure(scheduler), nowMs];
      return follower.look(nodes, nowMs);
    },
  };
}

/**
 * The scheduler's wanted nodes, followed by a HorizontalPodAutoscaler without a tolerance and without bounds of its own: the figure
 * is held already. Of the nodes the scheduler's cheapest are given up.
 */
export function wantedNodes(scheduler: Scheduler, policy: PoolPolicy): Scaler {
  const { pool, min, max } = policy;
  const signal = new Autoscaler([policy], new Map(), 0, 0);
  const autoscaler = new HorizontalAutoscaler({ min, max, tolerance: 0, downStabilizationMs: 0, upTo: () => max });
  let syncedAtMs = -Infinity;
  return {
    everyMs: lookMs,
    look(nodes, nowMs) {
      const wanted = signal.look(scheduler.state, nowMs).get(pool) ?? 0;
      if (nowMs - syncedAtMs < syncMs) return nodes;
      syncedAtMs = nowMs;
      return autoscaler.sync(wanted, 1, nodes, nowMs);
    },
    costOf: (nodeId) => deletionCost(scheduler.state, nodeId),
  };
}
