import { graphCall } from './graph-call.ts';
import { firstOutput, partOf } from './join-feeds.ts';
import type { GraphCall, LaneJob, LaneOutput, LaneOutputs } from './lane-messages.ts';
import { passGate } from './step-gate.ts';
import { type StatePack, packStates } from './state-pack.ts';
import type { Stepper, StepperStart, StepperState } from './stepper.ts';

/** A sample in a call. */
interface Companion {
  readonly stepper: Stepper;
  /** The call's first step for it. */
  readonly from: number;
}

/** Moves samples on, one after another. */
function* advance(
  company: readonly Companion[],
  done: number,
  output: LaneOutput,
  padTo: number,
): Generator<StepperState | undefined> {
  for (const [index, { stepper, from }] of company.entries()) {
    yield stepper.advance(from + done, partOf(output, index, padTo));
  }
}

/**
 * The steppers of the samples that step on a lane; on its thread. A call with them goes on from step to step, without anyone
 * being asked in between, as long as its gate is open: on a fast device a word to the main thread and back takes as much as
 * a tenth of a step.
 */
export class LaneSteppers {
  readonly #steppers = new Map<number, Stepper>();
  readonly #create: (start: StepperStart, graph: string) => Stepper;

  /** @param create makes a stepper for calls of a graph */
  constructor(create: (start: StepperStart, graph: string) => Stepper) {
    this.#create = create;
  }

  /** Makes the steppers of samples that the lane has not heard of: before their first step, and no part of what it takes. */
  meet({ graph, rows }: Extract<LaneJob, { kind: 'step' }>): void {
    for (const { id, start } of rows) if (start) this.#steppers.set(id, this.#create(start, graph));
  }

  /**
   * Takes all samples of a call, which the lane has met, on by one step or more. Where calls have a fixed number of samples, copies of the first fill
   * it up, and what comes of them is dropped.
   * @param call runs a graph
   * @param onStep hears of each step but the last, when the next has begun
   * @returns the last
   */
  async run(
    { graph, rows, padTo = rows.length, steps, gate }: Extract<LaneJob, { kind: 'step' }>,
    call: (job: GraphCall) => Promise<LaneOutputs>,
    onStep: (step: StatePack) => void,
  ): Promise<StatePack> {
    if (padTo < rows.length) throw new RangeError(`${rows.length} samples in a call of ${padTo}`);
    // Whoever is forgotten meanwhile has ended, and takes this step with the others all the same.
    const company = rows.map(({ id, step }) => ({ stepper: this.#stepperOf(id), from: step }));
    const [first] = company;
    if (!first) throw new Error('a call without samples');
    const padded = [...company, ...Array.from({ length: padTo - rows.length }, () => first)];
    for (let done = 0, room = 0; ;) {
      const parts = padded.map(({ stepper, from }) => ({
        feeds: stepper.feeds(from + done),
        constants: stepper.constants,
      }));
      const output = firstOutput(await call(graphCall(graph, parts)));
      const made = packStates(advance(company, done, output, padTo), room);
      room = made.values.length;
      done += 1;
      if (done === steps || !passGate(gate, done)) return made;
      onStep(made);
    }
  }

  /** A sample has ended. */
  forget(id: number): void {
    this.#steppers.delete(id);
  }

  #stepperOf(id: number): Stepper {
    const stepper = this.#steppers.get(id);
    if (!stepper) throw new Error('a sample steps on a lane that does not know it');
    return stepper;
  }
}
