/** Whoever is served by weight. */
export interface Sharer {
  weight: number;
  /** One of those who share a class, and with it at most a quarter. */
  isFree: boolean;
  /** Virtual start time of its next task; within the class where it is free. */
  tag: number;
}

/** Of all that is served while others want it, what the free class gets of what the others get: with it, a quarter of the total. */
const freeToPaying = 1 / 3;

/**
 * Who has had how much: start-time fair queueing by weight in two levels. A sharer's tag is the virtual time at which its next
 * task starts; the least tag is served; service of c GPU-milliseconds moves it on by c / weight. Virtual time is the tag served
 * last, and who begins to contend starts no earlier: being idle saves nothing up. All free sharers together are one class, which
 * is served as one sharer whose weight is a third of what all paying contenders weigh, and no more than what its own weigh; inside
 * it they share likewise.
 * Source: Goyal, Vin and Cheng, "Start-Time Fair Queueing" (1996), sections 2 and 3 (hierarchical link sharing).
 */
export class FairShares {
  /** Virtual time of all, and within the free class. */
  #time = 0;
  #freeTime = 0;
  /** The free class's. */
  #freeTag = 0;
  /** Contenders' weights, and how many those are. */
  #paying = { count: 0, weight: 0 };
  #free = { count: 0, weight: 0 };

  /** The same, to be served ahead in thought. */
  copy(): FairShares {
    const copy = new FairShares();
    copy.#time = this.#time;
    copy.#freeTime = this.#freeTime;
    copy.#freeTag = this.#freeTag;
    copy.#paying = { ...this.#paying };
    copy.#free = { ...this.#free };
    return copy;
  }

  /** One that did not contend does now. */
  join(sharer: Sharer): void {
    if (sharer.isFree && this.#free.count === 0) this.#freeTag = Math.max(this.#freeTag, this.#time);
    sharer.tag = Math.max(sharer.tag, this.#timeOf(sharer));
    const contenders = this.#contenders(sharer);
    contenders.count += 1;
    contenders.weight += sharer.weight;
  }

  /** One that contended does so no more. */
  leave(sharer: Sharer): void {
    const contenders = this.#contenders(sharer);
    contenders.count -= 1;
    // Sums of fractions are not exact.
    contenders.weight = contenders.count === 0 ? 0 : contenders.weight - sharer.weight;
  }

  /** Whose turn it is: the paying one's of least tag, or the free one's of least tag; either may be missing. */
  turn<Each extends Sharer>(paying: Each | undefined, free: Each | undefined): Each | undefined {
    if (!paying || !free) return paying ?? free;
    return paying.tag <= this.#freeTag ? paying : free;
  }

  /** A contender is served. */
  serve(sharer: Sharer, gpuMs: number): void {
    const tag = sharer.isFree ? this.#freeTag : sharer.tag;
    this.#time = Math.max(this.#time, tag);
    if (sharer.isFree) this.#freeTime = Math.max(this.#freeTime, sharer.tag);
    this.charge(sharer, gpuMs);
  }

  /** What a sharer had is more than it was charged, or less. */
  charge(sharer: Sharer, gpuMs: number): void {
    sharer.tag += gpuMs / sharer.weight;
    if (sharer.isFree) this.#freeTag += gpuMs / this.#freeWeight(sharer);
  }

  /** Whether it has had more than who begins now. */
  isAhead(sharer: Sharer): boolean {
    return sharer.tag > this.#timeOf(sharer);
  }

  /** Nobody contends or is served: all begin anew, alike. */
  settle(sharers: Iterable<Sharer>): void {
    this.#time = Math.max(this.#time, this.#freeTag);
    for (const { isFree, tag } of sharers) {
      if (isFree) this.#freeTime = Math.max(this.#freeTime, tag);
      else this.#time = Math.max(this.#time, tag);
    }
  }

  #freeWeight(sharer: Sharer): number {
    const own = this.#free.count === 0 ? sharer.weight : this.#free.weight;
    return this.#paying.count === 0 ? own : Math.min(own, this.#paying.weight * freeToPaying);
  }

  #timeOf({ isFree }: Sharer): number {
    return isFree ? this.#freeTime : this.#time;
  }

  #contenders({ isFree }: Sharer): { count: number; weight: number } {
    return isFree ? this.#free : this.#paying;
  }
}
