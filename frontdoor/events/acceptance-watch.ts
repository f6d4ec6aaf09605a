import { isLastFact } from '@quartet/protos/events.ts';
import type { EventHub } from './hub.ts';
import type { EventMetrics } from './metrics.ts';

/** Accepted generations that are followed at once; beyond it some go unmeasured. */
const followedMax = 10_000;
/** What has not ended by then, or whose end was lost with Redis, goes unmeasured. */
const followedMsMax = 3_600_000;

/**
 * Measures how long people wait for a first preview and for the end. The front door that accepted a generation follows its
 * announcements whether anyone watches or not, so each generation is counted once, by one clock.
 */
export class AcceptanceWatch {
  readonly #hub: EventHub;
  readonly #metrics: EventMetrics;
  readonly #stops = new Set<() => void>();

  constructor(hub: EventHub, metrics: EventMetrics) {
    this.#hub = hub;
    this.#metrics = metrics;
  }

  /** @param acceptedAt when the request arrived, by `performance.now()`. */
  follow(generationId: string, model: string, acceptedAt: number): void {
    if (this.#stops.size >= followedMax) return;
    const seconds = (): number => (performance.now() - acceptedAt) / 1_000;
    let previewed = false;
    const unobserve = this.#hub.observe(generationId, (announcement) => {
      if ('live' in announcement && announcement.live.preview && !previewed) {
        previewed = true;
        this.#metrics.firstPreviewSeconds.observe({ model }, seconds());
      } else if ('fact' in announcement && isLastFact(announcement.fact.kind)) {
        const outcome =
          announcement.fact.kind === 'FACT_KIND_GENERATION_CANCELED' ? 'canceled' : announcement.fact.status;
        this.#metrics.finishSeconds.observe({ model, outcome }, seconds());
        stop();
      }
    });
    const giveUp = setTimeout(() => stop(), followedMsMax).unref();
    const stop = (): void => {
      clearTimeout(giveUp);
      unobserve();
      this.#stops.delete(stop);
    };
    this.#stops.add(stop);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }
}
