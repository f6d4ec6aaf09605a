/** What the harm that a placement does counts beside a millisecond of its task's own waiting. */

/** A millisecond of a load: what leaves memory for it is to be loaded again one day. */
export const loadPrice = 1;

/** A millisecond by which somebody ends later who is due later. */
export const delayPrice = 0.3;
