import type { Lane } from './lane.ts';
import type { StepperRow } from './lane-messages.ts';
import type { StepperStart, StepperState } from './stepper.ts';

/** What a sample makes its stepper from, and what it hears of it. */
export interface SteppedSample {
  /** @param id of the stepper */
  start(id: number): StepperStart;
  /** It has taken a step (from 0), and this is where it has got to. */
  moved(step: number, state: StepperState): void;
}

let made = 0;

/** A sample's stepper, seen from the main thread: the lane makes it with the sample's first call. */
export class RemoteStepper {
  readonly id: number;
  readonly #lane: Pick<Lane, 'do'>;
  readonly #sample: SteppedSample;
  /** Whether the lane has been told of it. */
  #known = false;

  constructor(lane: Pick<Lane, 'do'>, sample: SteppedSample) {
    made += 1;
    this.id = made;
    this.#lane = lane;
    this.#sample = sample;
  }

  /** For a call that is made now, whose first step for this sample is this one. */
  row(step: number): StepperRow {
    const { id } = this;
    const row = this.#known ? { id, step } : { id, step, start: this.#sample.start(id) };
    this.#known = true;
    return row;
  }

  moved(step: number, state: StepperState): void {
    this.#sample.moved(step, state);
  }

  /** Nothing is to be known of it any more. */
  forget(): void {
    if (!this.#known) return;
    this.#known = false;
    // Where the lane has stopped, there is nothing to be forgotten.
    this.#lane.do({ kind: 'forget', stepper: this.id }).catch(() => undefined);
  }
}
