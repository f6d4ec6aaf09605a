/** What the engine's tests drive it by. */
import { strict as assert } from 'node:assert';
import type { EngineNews, EngineWork, SampleSpec } from './decisions.ts';
import { Engine } from './engine.ts';
import { StepTimes } from './step-times.ts';

type StepWork = Extract<EngineWork, { kind: 'step' }>;

/**
 * Stands for the lanes: carries decisions out and checks, at each, what must hold whatever happens:
 * a call has one key and never more than the cap, each lane does one thing at a time, and a sample takes each of its steps
 * once and in order, ends once, and is never touched afterwards.
 */
export class Lanes {
  readonly engine = new Engine();
  readonly cap: number;
  readonly specs = new Map<string, SampleSpec>();
  readonly stepsDone = new Map<string, number>();
  readonly ended = new Map<string, string>();
  readonly previews: { readonly id: string; readonly step: number }[] = [];
  call: StepWork | undefined;
  side: { readonly kind: 'encode' | 'finish'; readonly id: string } | undefined;
  nowMs = 0;
  readonly checkpoints: { readonly id: string; readonly step: number }[] = [];
  readonly #profiles = new Map<string, StepTimes>();
  #goesOn = false;

  constructor(cap: number) {
    this.cap = cap;
  }

  apply(event: Parameters<Engine['apply']>[0]): void {
    this.engine.apply(event, this.nowMs);
    for (const news of this.engine.news()) this.#hear(news);
    for (const work of this.engine.plan(this.nowMs)) this.#take(work);
  }

  /** Admits a sample, with side jobs and the test's cap unless it says otherwise. */
  admit(sample: Pick<SampleSpec, 'id' | 'key' | 'steps'> & Partial<SampleSpec>): void {
    const profile = this.#profiles.get(sample.key) ?? new StepTimes();
    this.#profiles.set(sample.key, profile);
    const spec = {
      profile,
      batchCap: this.cap,
      firstStep: 0,
      sharedTimesteps: undefined,
      sideJobs: true,
      estimateMs: 100,
      deadlineAtMs: this.nowMs + 500,
      checkpointEveryMs: undefined,
      ...sample,
    };
    this.specs.set(spec.id, spec);
    this.stepsDone.set(spec.id, spec.firstStep);
    this.apply({ kind: 'admitted', sample: spec });
  }

  /** The lane does the call's next step too, if it may, whatever happens before the engine hears that it has begun. */
  goOn(): void {
    const left = this.call?.rows.map(({ id, step }) => (this.specs.get(id)?.steps ?? 0) - step) ?? [];
    if (this.call?.goesOn && left.every((steps) => steps > 1)) this.#goesOn = true;
  }

  finishCall(outcome: 'done' | 'failed' | 'out_of_memory' = 'done', laneMs = 10): void {
    const { call } = this;
    if (!call) return;
    const goesOn = this.#goesOn && outcome === 'done';
    this.#goesOn = false;
    this.call = goesOn ? { ...call, rows: call.rows.map(({ id, step }) => ({ id, step: step + 1 })) } : undefined;
    this.nowMs += laneMs;
    if (outcome === 'failed') {
      this.apply({ kind: 'step_failed', reason: 'REASON_INTERNAL' });
    } else if (outcome === 'out_of_memory') {
      this.apply({ kind: 'step_out_of_memory' });
    } else {
      for (const { id } of call.rows) if (this.engine.has(id)) this.#bump(id);
      this.apply({ kind: 'stepped', laneMs, goesOn });
    }
  }

  finishSide(outcome: 'done' | 'failed' = 'done'): void {
    const { side } = this;
    if (!side) return;
    this.side = undefined;
    if (outcome === 'failed') this.apply({ kind: 'sample_failed', id: side.id, reason: 'REASON_BAD_OUTPUT' });
    else this.apply({ kind: side.kind === 'encode' ? 'encoded' : 'finished', id: side.id, laneMs: 5 });
  }

  /** Lets both lanes work until nothing is left; throws when that takes more than the work there is. */
  drain(): void {
    const work = [...this.specs.values()].reduce((sum, { steps }) => sum + steps + 2, 0);
    for (let turn = 0; this.engine.size > 0; turn += 1) {
      if (turn > 2 * work + 10) throw new Error('the engine stands still');
      this.finishSide();
      this.finishCall();
    }
  }

  #bump(id: string): void {
    this.stepsDone.set(id, (this.stepsDone.get(id) ?? 0) + 1);
  }

  #take(work: EngineWork): void {
    if (work.kind === 'halt') {
      assert.ok(this.call?.goesOn);
      this.call = { ...this.call, goesOn: false };
      return;
    }
    if (work.kind !== 'step') {
      assert.equal(this.side, undefined);
      assert.ok(this.specs.get(work.id)?.sideJobs);
      assert.equal(this.ended.has(work.id), false);
      this.side = work;
      return;
    }
    assert.equal(this.call, undefined);
    assert.ok(work.rows.length > 0);
    for (const { id, step } of work.rows) {
      assert.equal(this.specs.get(id)?.key, work.key);
      assert.ok(work.rows.length <= (this.specs.get(id)?.batchCap ?? 0));
      assert.equal(this.ended.has(id), false);
      assert.equal(step, this.stepsDone.get(id));
    }
    this.call = work;
  }

  #hear(news: EngineNews): void {
    assert.equal(this.ended.has(news.id), false);
    if (news.kind === 'preview') this.previews.push(news);
    if (news.kind === 'checkpoint') this.checkpoints.push({ id: news.id, step: news.step });
    if (news.kind !== 'ended') return;
    if (news.reason === undefined) assert.equal(this.stepsDone.get(news.id), this.specs.get(news.id)?.steps);
    this.ended.set(news.id, news.reason ?? 'finished');
  }
}

/** What calls take that cost the same for one sample and for many. */
export function flat(largest: number, callMs = 10): StepTimes {
  const times = new StepTimes();
  for (let batch = 1; batch <= largest; batch *= 2) times.record(batch, callMs);
  return times;
}
