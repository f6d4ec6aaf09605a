/** About the last twenty calls decide. */
const newestShare = 0.05;
/** Beyond this something else is wrong than a busy device. */
const mostStretch = 4;

/**
 * How many times as long as by itself a call takes from its decision to its end: what side jobs on the same device, other
 * processes and the way to the lane and back cost. Predictions count with it.
 */
export class Stretch {
  #factor = 1;

  get factor(): number {
    return this.#factor;
  }

  /**
   * @param turnMs what a call took in all
   * @param callMs what such a call takes by itself
   */
  record(turnMs: number, callMs: number): void {
    if (callMs <= 0) return;
    const newest = Math.min(Math.max(turnMs / callMs, 1), mostStretch);
    this.#factor += newestShare * (newest - this.#factor);
  }
}
