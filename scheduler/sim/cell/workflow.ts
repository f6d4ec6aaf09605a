import type { Lease, Reason, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { FailedLease } from '../../core/events.ts';
import type { CellParts } from './parts.ts';
import { catalogHost } from './sim-catalog.ts';
import type { Placed, Ran, SimWorker } from './sim-worker.ts';

/** Within so long the silence of a worker that died is noticed, milliseconds. */
const placeSilenceMs = 60_000;
const runSilenceMs = 5_000;
/** A worker that goes on with what another was given hears of it so soon. */
const heartbeatMs = 1_000;
/** Before what failed is tried again. */
const retryMs = 500;
/** Losses in a row after which the next try waits, and how long at the most. */
const lossesWithoutPause = 2;
const longestPauseMs = 10_000;

/** Lets a worker do something. @returns has it stop */
type Activity<Result> = (worker: SimWorker, done: (result: Result) => void) => () => void;

/** The durable course of one image: placed, run and recorded, again until it ends. Workers come and go under it. */
export class Workflow {
  readonly #parts: CellParts;
  readonly #workers: () => readonly SimWorker[];
  #description: TaskDescription;
  #failures = 0;
  #failed: FailedLease | undefined;
  #attempt = 0;
  /** Stops the activity that is under way, and begins it once more. */
  #stop: () => void = () => undefined;
  #begin: (() => void) | undefined;
  #isOver = false;

  /** @param workers those that live */
  constructor(description: TaskDescription, parts: CellParts, workers: () => readonly SimWorker[]) {
    this.#description = description;
    this.#parts = parts;
    this.#workers = workers;
    this.#place();
  }

  /** The image was canceled: whatever is done for it stops, and the leader hears of it as far as it can be reached. */
  cancel(): void {
    this.#isOver = true;
    this.#stop();
    this.#worker()?.cancel(this.#description.taskId);
  }

  /** A worker gets the activity that is under way, while another goes on with it unheard until it is told. */
  startAgain(): void {
    const stop = this.#stop;
    if (!this.#begin) return;
    this.#begin();
    this.#parts.agenda.add(this.#parts.agenda.nowMs + heartbeatMs, stop);
  }

  #place(): void {
    this.#perform<Placed | 'ended'>(
      placeSilenceMs,
      (worker, done) => {
        let withdraw: () => void = () => undefined;
        let isLeft = false;
        this.#ask(worker, (isOpen) => {
          if (!isOpen) return done('ended');
          if (!isLeft) withdraw = worker.place(this.#description, this.#failed, done);
        });
        return () => {
          isLeft = true;
          withdraw();
        };
      },
      (placed) => {
        if (placed === 'ended') this.#isOver = true;
        else if (placed === 'replaced') this.#later(retryMs, () => this.#place());
        else if ('lease' in placed) this.#run(placed.lease);
        else if (placed.refused === 'REASON_ATTEMPTS_EXHAUSTED') this.#fail();
        else this.#later(retryMs, () => this.#place());
      },
    );
  }

  #run(lease: Lease): void {
    this.#perform<Ran>(
      runSilenceMs,
      (worker, done) => worker.run(lease, this.#description, done),
      (ran) => {
        if (ran === 'done') return this.#record(lease);
        this.#again(lease, ran.reason, ran.step);
      },
    );
  }

  #record(lease: Lease): void {
    const { network, catalog } = this.#parts;
    this.#perform<'recorded'>(
      runSilenceMs,
      (worker, done) => {
        const record = (): void => {
          network.call(
            worker.host,
            catalogHost,
            () => catalog.recordResult(lease) ?? true,
            (answer) => {
              if (!worker.isAlive) return;
              if (answer) done('recorded');
              else this.#parts.agenda.add(this.#parts.agenda.nowMs + retryMs, record);
            },
          );
        };
        record();
        return () => undefined;
      },
      () => {
        this.#isOver = true;
      },
    );
  }

  #again(lease: Lease, reason: Reason, step: number): void {
    this.#failures += 1;
    this.#failed = { lease, reason };
    // What was painted before is at its newest checkpoint, at every tenth step.
    this.#description = { ...this.#description, stepsDone: Math.floor(step / 10) * 10 };
    const overdue = this.#failures - lossesWithoutPause;
    const pauseMs = overdue <= 0 ? 0 : Math.min(longestPauseMs, 500 * 2 ** Math.min(overdue, 10));
    this.#later(pauseMs, () => this.#place());
  }

  #fail(): void {
    this.#isOver = true;
    this.#parts.catalog.end(this.#description.taskId, 'failed');
  }

  /** Asks the catalog whether the image is open, until it answers. */
  #ask(worker: SimWorker, answered: (isOpen: boolean) => void): void {
    const { network, catalog, agenda } = this.#parts;
    const { taskId } = this.#description;
    network.call(
      worker.host,
      catalogHost,
      () => catalog.isOpen(taskId),
      (isOpen) => {
        if (!worker.isAlive || this.#isOver) return;
        if (isOpen === undefined) agenda.add(agenda.nowMs + retryMs, () => this.#ask(worker, answered));
        else answered(isOpen);
      },
    );
  }

  #worker(): SimWorker | undefined {
    const workers = this.#workers();
    return workers[Math.floor(this.#parts.network.uniform() * workers.length)];
  }

  /** Has a worker do something, and another when that one died; only the newest try is heard. */
  #perform<Result>(silenceMs: number, activity: Activity<Result>, then: (result: Result) => void): void {
    const { agenda } = this.#parts;
    const begin = (): void => {
      if (this.#isOver) return;
      const worker = this.#worker();
      if (!worker) return this.#later(retryMs, begin);
      this.#attempt += 1;
      const attempt = this.#attempt;
      const isNewest = (): boolean => attempt === this.#attempt && !this.#isOver;
      const watch = (): void => {
        if (!isNewest()) return;
        if (worker.isAlive) agenda.add(agenda.nowMs + silenceMs, watch);
        else begin();
      };
      this.#begin = begin;
      this.#stop = activity(worker, (result) => {
        if (!isNewest()) return;
        this.#attempt += 1;
        this.#begin = undefined;
        this.#stop = () => undefined;
        then(result);
      });
      agenda.add(agenda.nowMs + silenceMs, watch);
    };
    begin();
  }

  #later(ms: number, happen: () => void): void {
    this.#parts.agenda.add(this.#parts.agenda.nowMs + ms, () => {
      if (!this.#isOver) happen();
    });
  }
}
