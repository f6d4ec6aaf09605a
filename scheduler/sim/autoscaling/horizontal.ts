/**
 * What Kubernetes' HorizontalPodAutoscaler makes of one external figure whose target is an average for each replica. Sources:
 * "Horizontal Pod Autoscaling" (kubernetes.io), and of Kubernetes 1.34 pkg/controller/podautoscaler: replica_calculator.go
 * (GetExternalPerPodMetricReplicas) and horizontal.go (stabilizeRecommendationWithBehaviors, convertDesiredReplicasWithBehaviorRate).
 */

/** How one is set. */
export interface Behavior {
  /** Fewest and most replicas. */
  readonly min: number;
  readonly max: number;
  /** Nothing is wished anew while the figure is within this share of what the replicas are for. */
  readonly tolerance: number;
  /** A fall goes no lower than the greatest wish of so long. */
  readonly downStabilizationMs: number;
  /** The most replicas after one sync, from those before. */
  readonly upTo: (replicas: number) => number;
}

/** From one sync to the next, and the period of the usual policies. */
export const syncMs = 15_000;

/** What Kubernetes does where nothing is said: up by as many as there are or by four, whichever is more; down at once when held. */
export const usualBehavior = {
  tolerance: 0.1,
  downStabilizationMs: 300_000,
  upTo: (replicas: number): number => Math.max(2 * replicas, replicas + 4),
} as const;

/** One HorizontalPodAutoscaler. */
export class HorizontalAutoscaler {
  readonly #behavior: Behavior;
  #wishes: { readonly replicas: number; readonly atMs: number }[] = [];

  constructor(behavior: Behavior) {
    this.#behavior = behavior;
  }

  /**
   * One sync.
   * @param average of the figure that one replica is for
   * @param replicas that there are, ready or not
   * @returns replicas from now on
   */
  sync(figure: number, average: number, replicas: number, nowMs: number): number {
    const { min, max, tolerance, downStabilizationMs, upTo } = this.#behavior;
    const isNear = Math.abs(figure / (average * replicas) - 1) <= tolerance;
    const wish = isNear ? replicas : Math.ceil(figure / average);
    this.#wishes = this.#wishes.filter(({ atMs }) => atMs > nowMs - downStabilizationMs);
    this.#wishes.push({ replicas: wish, atMs: nowMs });
    const held = Math.max(...this.#wishes.map((each) => each.replicas));
    const stabilized = Math.min(Math.max(replicas, wish), held);
    return Math.min(max, Math.max(min, Math.min(stabilized, upTo(replicas))));
  }
}
