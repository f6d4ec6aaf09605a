import type { KeyQueue } from './key-queue.ts';
import { type Waiting, callMs, callRate, isHopeful } from './outlook.ts';

/** What is counted on for the samples of a key that wait for a step. */
export interface KeyPlan {
  readonly queue: KeyQueue;
  /** Those whose deadlines are kept. */
  readonly active: readonly Waiting[];
  /** Those that could end in time if others did not. */
  readonly spare: readonly Waiting[];
  /** Those that are late whatever is done, in order of admission. */
  readonly late: readonly Waiting[];
  /** Calls a millisecond that the active ones need. */
  readonly rate: number;
  /** Share of the device that they need. */
  readonly need: number;
}

/** Where needs have grown to more than this, some deadlines are given up to keep the others. */
const mostNeed = 1.1;

/**
 * The samples whose deadlines the device can keep, all together. What is in stays in: switching between more than can be in
 * time makes all of them late, and that is how going by the earliest deadline alone collapses under overload. A newcomer
 * gets in when the shares of the device that all of them need, it among them, make up no more than the device.
 */
export class ActiveSet {
  #ids: ReadonlySet<string> = new Set();

  /** Chooses anew among all that wait. */
  choose(queues: readonly KeyQueue[], nowMs: number): KeyPlan[] {
    const keys = queues.map((queue) => new KeyChoice(queue, this.#ids, nowMs));
    const total = (): number => keys.reduce((sum, { need }) => sum + need, 0);
    while (total() > mostNeed) keys.reduce((most, key) => (key.need > most.need ? key : most)).drop();
    for (;;) {
      const room = 1 - total();
      const open = keys.filter((key) => key.nextNeed <= room);
      if (open.length === 0) break;
      open.reduce((least, key) => (key.nextCost < least.nextCost ? key : least)).take();
    }
    this.#ids = new Set(keys.flatMap(({ active }) => active.map(({ id }) => id)));
    return keys.map((key) => key.plan());
  }
}

/** The choice among the samples of one key. */
class KeyChoice {
  readonly active: Waiting[];
  /** Share of the device that the active ones need. */
  need: number;
  /** How much more that would be with the next candidate; infinite without one. */
  nextNeed: number;
  readonly #queue: KeyQueue;
  readonly #nowMs: number;
  /** Hopeful, but not active: the most urgent first. The last is the next to be taken in, for it needs least. */
  readonly #candidates: Waiting[];
  readonly #dropped: Waiting[] = [];
  readonly #late: readonly Waiting[];

  constructor(queue: KeyQueue, wasActive: ReadonlySet<string>, nowMs: number) {
    this.#queue = queue;
    this.#nowMs = nowMs;
    const [hopeful, late] = [[] as Waiting[], [] as Waiting[]];
    for (const sample of queue.samples) (isHopeful(sample, queue, nowMs) ? hopeful : late).push(sample);
    this.#late = late;
    this.active = hopeful.filter(({ id }) => wasActive.has(id));
    const urgency = ({ stepsLeft, stepsDueMs }: Waiting): number => stepsLeft / (stepsDueMs - nowMs);
    // Of equally urgent ones the one admitted first is the next.
    this.#candidates = hopeful
      .filter(({ id }) => !wasActive.has(id))
      .toReversed()
      .sort((left, right) => urgency(right) - urgency(left));
    this.need = this.#needOf(this.active);
    this.nextNeed = this.#moreWithNext();
  }

  /**
   * By what the keys are compared. A sample that joins others in their calls needs less than one that needs calls of its own,
   * so calls fill up. The nearer the key's most urgent candidate is to being late, the less it counts: rare keys get in too.
   */
  get nextCost(): number {
    const [urgent] = this.#candidates;
    if (!urgent) return Number.POSITIVE_INFINITY;
    const aloneMs = urgent.stepsLeft * callMs(this.#queue, 1);
    return this.nextNeed * Math.max(0, (urgent.stepsDueMs - this.#nowMs) / aloneMs - 1);
  }

  /** Takes the next candidate in. */
  take(): void {
    const next = this.#candidates.pop();
    if (!next) return;
    this.active.push(next);
    this.need += this.nextNeed;
    this.nextNeed = this.#moreWithNext();
  }

  /** Gives up the one that has most left to do, which leaves the most room to the others. */
  drop(): void {
    const longest = this.active.reduce((most, each) => (each.stepsLeft > most.stepsLeft ? each : most));
    this.active.splice(this.active.indexOf(longest), 1);
    this.#dropped.push(longest);
    this.need = this.#needOf(this.active);
    this.nextNeed = this.#moreWithNext();
  }

  plan(): KeyPlan {
    const { active, need } = this;
    const rate = callRate(active, this.#queue.cap, this.#nowMs);
    return { queue: this.#queue, active, spare: [...this.#dropped, ...this.#candidates], late: this.#late, rate, need };
  }

  #moreWithNext(): number {
    const next = this.#candidates.at(-1);
    return next ? this.#needOf([...this.active, next]) - this.need : Number.POSITIVE_INFINITY;
  }

  #needOf(samples: readonly Waiting[]): number {
    return callRate(samples, this.#queue.cap, this.#nowMs) * callMs(this.#queue, samples.length);
  }
}
