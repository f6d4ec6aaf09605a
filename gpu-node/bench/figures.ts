import { quantile } from '@quartet/service-kit/statistics.ts';

/** What became of a picture, in milliseconds from its arrival; infinite where it did not come to that. */
export interface Outcome {
  /** Until the first call with it began. */
  readonly waitedMs: number;
  readonly firstPreviewMs: number;
  readonly finishedMs: number;
  /** How long it may take to be of use. */
  readonly sloMs: number;
}

/** How a system served a load. */
export interface Figures {
  /** Pictures a second that were finished within their objective. */
  readonly goodput: number;
  /** Their share of all. */
  readonly attained: number;
  readonly previewP50Ms: number;
  readonly previewP95Ms: number;
  readonly finishP50Ms: number;
  readonly finishP95Ms: number;
  readonly waitP50Ms: number;
  readonly waitP95Ms: number;
  /** From the beginning of the first call to the first preview. */
  readonly previewAfterWaitP95Ms: number;
}

/**
 * The figures of all pictures that came.
 * @param lengthMs over which they came
 */
export function figuresOf(outcomes: readonly Outcome[], lengthMs: number): Figures {
  const good = outcomes.filter(({ finishedMs, sloMs }) => finishedMs <= sloMs).length;
  const [previews, finishes, waits] = [
    outcomes.map(({ firstPreviewMs }) => firstPreviewMs),
    outcomes.map(({ finishedMs }) => finishedMs),
    outcomes.map(({ waitedMs }) => waitedMs),
  ];
  const afterWait = outcomes
    .filter(({ firstPreviewMs }) => Number.isFinite(firstPreviewMs))
    .map(({ firstPreviewMs, waitedMs }) => firstPreviewMs - waitedMs);
  return {
    goodput: (1_000 * good) / lengthMs,
    attained: good / outcomes.length,
    previewP50Ms: quantile(previews, 0.5),
    previewP95Ms: quantile(previews, 0.95),
    finishP50Ms: quantile(finishes, 0.5),
    finishP95Ms: quantile(finishes, 0.95),
    waitP50Ms: quantile(waits, 0.5),
    waitP95Ms: quantile(waits, 0.95),
    previewAfterWaitP95Ms: quantile(afterWait, 0.95),
  };
}
