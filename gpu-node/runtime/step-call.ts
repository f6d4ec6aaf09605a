import type { Reason } from '@quartet/protos/reasons.ts';
import type { EngineEvent } from '../engine/decisions.ts';
import { callGraph } from './graph-call.ts';
import { partOf } from './join-feeds.ts';
import type { LaneAnswer } from './lane.ts';
import { reasonOfFailure } from './reason-of-failure.ts';
import type { Sample, SampleHere, SampleOnLane } from './sample.ts';
import { unpackStates } from './state-pack.ts';
import { type StepGate, closeGate, openGate } from './step-gate.ts';

/** A sample in a call. */
export interface CallSample {
  readonly sampleId: string;
  readonly taskId: string;
  readonly model: string;
  readonly sample: Sample;
  /** The call's first for it, from 0. */
  readonly step: number;
}

/** One step of samples that take it together. */
export interface CallReport {
  readonly model: string;
  readonly taskIds: readonly string[];
  readonly timesteps: readonly number[];
}

/** Hears of every step, one call of a graph. */
export interface RunObserver {
  onCallStarted(report: CallReport): void;
  onCallDone(report: CallReport, laneMs: number): void;
}

/** Samples of one key that step together: once, or again and again until something changes. */
export class StepCall {
  readonly #samples: readonly CallSample[];
  readonly #observer: RunObserver;
  /** Steps that are known to have begun, and steps done. */
  #begun = 0;
  #done = 0;
  /** Undefined where it cannot go on by itself. */
  #gate: StepGate | undefined;

  constructor(samples: readonly CallSample[], observer: RunObserver) {
    this.#samples = samples;
    this.#observer = observer;
  }

  has(sampleId: string): boolean {
    return this.#samples.some((each) => each.sampleId === sampleId);
  }

  /**
   * Takes the steps.
   * @param goesOn whether it may go on until it is halted or one of the samples has taken its last step; samples that are
   * moved on here take one
   * @param onStep hears of each step but the last, when the next has begun
   * @returns what the engine is to hear of the last
   */
  async run(goesOn: boolean, onStep: (events: EngineEvent[]) => void): Promise<EngineEvent[]> {
    try {
      const here = this.#samples.flatMap(({ sample, step }) => (sample.stepper ? [] : { sample, step }));
      if (here.length > 0) return await this.#stepHere(here);
      const onLane = this.#samples.flatMap(({ sample, step }) => (sample.stepper ? { sample, step } : []));
      return await this.#stepOnLane(onLane, goesOn, onStep);
    } catch (error) {
      return [this.#failure(reasonOfFailure(error))];
    }
  }

  /** It ends after the step that has begun. Done once, while it goes on. */
  halt(): void {
    if (!this.#gate) return;
    // The lane may have begun a step that is not told of yet: whoever reads of steps sees it before whatever led to this.
    this.#begin(closeGate(this.#gate));
    this.#gate = undefined;
  }

  async #stepHere(rows: readonly { readonly sample: SampleHere; readonly step: number }[]): Promise<EngineEvent[]> {
    const [first] = rows;
    if (!first) throw new Error('the engine decided on a call without samples');
    const { lane, graph } = first.sample;
    const parts = rows.map(({ sample, step }) => ({ feeds: sample.feeds(step), constants: undefined }));
    const answer = callGraph(lane, graph, parts);
    this.#begin(1);
    const { output, laneMs } = await answer;
    const sound = rows.map(({ sample, step }, index) => sample.advance(step, partOf(output, index, rows.length)));
    return this.#stepped(sound, laneMs, false);
  }

  async #stepOnLane(
    rows: readonly { readonly sample: SampleOnLane; readonly step: number }[],
    goesOn: boolean,
    onStep: (events: EngineEvent[]) => void,
  ): Promise<EngineEvent[]> {
    const [first] = rows;
    if (!first) throw new Error('the engine decided on a call without samples');
    const { lane, graph, padTo } = first.sample;
    const gate = openGate();
    if (goesOn) this.#gate = gate;
    const take = ({ result, runMs }: LaneAnswer<'step'>, goesOn: boolean): EngineEvent[] => {
      const done = this.#done;
      const states = unpackStates(result);
      const sound = rows.map(({ sample, step }, index) => {
        const state = states[index];
        if (state) sample.stepper.moved(step + done, state);
        return state !== undefined;
      });
      return this.#stepped(sound, runMs, goesOn);
    };
    const answer = lane.do(
      {
        kind: 'step',
        graph,
        rows: rows.map(({ sample, step }) => sample.stepper.row(step)),
        ...(padTo !== undefined && { padTo }),
        steps: goesOn ? Math.min(...rows.map(({ sample, step }) => sample.steps - step)) : 1,
        gate,
      },
      [],
      (part) => onStep(take(part, true)),
    );
    this.#begin(1);
    return take(await answer, false);
  }

  /** @param sound of each sample */
  #stepped(sound: readonly boolean[], laneMs: number, goesOn: boolean): EngineEvent[] {
    this.#observer.onCallDone(this.#report(this.#done), laneMs);
    this.#done += 1;
    if (goesOn) this.#begin(this.#done + 1);
    const failed = this.#samples.filter((_, index) => !sound[index]);
    return [
      ...failed.map(({ sampleId: id }) => ({ kind: 'sample_failed', id, reason: 'REASON_BAD_OUTPUT' }) as const),
      { kind: 'stepped', laneMs, goesOn },
    ];
  }

  #failure(reason: Reason): EngineEvent {
    // A padded call would be as large with fewer samples.
    const smaller = reason === 'REASON_OUT_OF_MEMORY' && this.#samples[0]?.sample.padTo === undefined;
    return smaller ? { kind: 'step_out_of_memory' } : { kind: 'step_failed', reason };
  }

  /** So many steps have begun. */
  #begin(steps: number): void {
    for (; this.#begun < steps; this.#begun += 1) this.#observer.onCallStarted(this.#report(this.#begun));
  }

  #report(step: number): CallReport {
    const samples = this.#samples;
    return {
      model: samples[0]?.model ?? '',
      taskIds: samples.map(({ taskId }) => taskId),
      timesteps: samples.map((each) => each.sample.timestep(each.step + step)),
    };
  }
}
