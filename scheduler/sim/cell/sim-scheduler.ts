import type { NodeOrdered } from '../../core/events.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import { catalogHost } from './sim-catalog.ts';
import type { CellParts } from './parts.ts';
import type { Host } from './network.ts';
import { type JoinEnd, type PlaceEnd, Term } from './term.ts';
import type { NotLeader } from './words.ts';

/** Milliseconds between two looks at the lock, by role. */
const renewMs = 1_000;
const lookMs = 250;
/** Time passes for the core at least so often. */
const tickMs = 250;
/** After it could not take an epoch, or was superseded, another has so long to take the lock. */
const restMs = 1_000;

/** One process that leads or stands by. */
export class SimScheduler {
  readonly host: Host;
  readonly #parts: CellParts;
  readonly #makeCore: () => Scheduler;
  /** Of this process alone: one that is started again at the same host is another. */
  readonly #name: string;
  #term: Term | undefined;
  #takingOver = false;
  #leader: Host | undefined;
  #alive = true;
  #restUntilMs = 0;
  /** How far its clock is ahead. */
  #aheadMs: number;

  /** @param life the how manieth process at this host */
  constructor(host: Host, life: number, parts: CellParts, makeCore: () => Scheduler) {
    this.host = host;
    this.#name = `${host} ${life}`;
    this.#parts = parts;
    this.#makeCore = makeCore;
    this.#aheadMs = parts.network.uniform() * 1e6;
    const { joins, places } = parts;
    joins.serve(host, (end) => this.#acceptNode(end));
    places.serve(host, (end) => this.#acceptWorker(end));
    this.#every(tickMs, () => this.#term?.tick());
    this.#watch();
  }

  get isLeading(): boolean {
    return this.#term !== undefined;
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** Its clock jumps, as when its machine slept. */
  jump(ms: number): void {
    this.#aheadMs += ms;
  }

  /** An operator says what a node is to do; one that does not lead hears nothing. */
  order(ordered: NodeOrdered): void {
    if (!this.#parts.network.isHung(this.host)) this.#term?.order(ordered);
  }

  /** It is gone, and its lock lives on. @param silently whether its machine went with it */
  crash(silently: boolean): void {
    this.#alive = false;
    this.#parts.joins.die(this.host, silently);
    this.#parts.places.die(this.host, silently);
    if (this.#term) this.#parts.witness({ kind: 'ended', leading: this.#term.leading });
    this.#term = undefined;
  }

  /** It steps down, gives the lock back and exits. */
  stop(): void {
    this.#alive = false;
    this.#stepDown();
    this.#parts.lock.release(this.#name);
    this.#parts.joins.die(this.host, false);
    this.#parts.places.die(this.host, false);
  }

  get #refusal(): NotLeader {
    return { kind: 'not_leader', leader: this.#leader };
  }

  #acceptNode(end: JoinEnd): void {
    if (this.#term) return this.#term.acceptNode(end);
    end.send(this.#refusal);
    end.close();
  }

  #acceptWorker(end: PlaceEnd): void {
    if (this.#term) return this.#term.acceptWorker(end);
    end.send(this.#refusal);
    end.close();
  }

  #watch(): void {
    if (!this.#alive) return;
    const { agenda, network } = this.#parts;
    if (!network.isHung(this.host) && agenda.nowMs >= this.#restUntilMs) this.#look();
    agenda.add(agenda.nowMs + (this.#term ? renewMs : lookMs), () => this.#watch());
  }

  #look(): void {
    const holder = this.#parts.lock.hold(this.#name);
    if (holder === undefined) return;
    if (holder === this.#name) {
      if (!this.#term && !this.#takingOver) this.#takeOver();
      return;
    }
    this.#leader = holder.split(' ')[0];
    this.#stepDown();
  }

  #takeOver(): void {
    const { network, catalog, lock } = this.#parts;
    this.#takingOver = true;
    network.call(
      this.host,
      catalogHost,
      () => catalog.takeEpoch(),
      (epoch) => {
        this.#takingOver = false;
        if (!this.#alive) return;
        if (epoch === undefined) return this.#giveBack();
        // Whoever lost the lock in the meantime must not lead: another may have taken an epoch before or after this one.
        if (network.isHung(this.host) || lock.hold(this.#name) !== this.#name) return;
        this.#lead(epoch);
      },
    );
  }

  #lead(epoch: number): void {
    const leading = { host: this.host, epoch, core: this.#makeCore() };
    const now = (): number => this.#parts.agenda.nowMs + this.#aheadMs;
    this.#leader = undefined;
    this.#term = new Term(leading, now, this.#parts.witness, () => this.#giveBack());
  }

  #giveBack(): void {
    const { agenda, lock } = this.#parts;
    this.#leader = undefined;
    this.#stepDown();
    lock.release(this.#name);
    this.#restUntilMs = agenda.nowMs + restMs;
  }

  #stepDown(): void {
    const term = this.#term;
    this.#term = undefined;
    term?.end(this.#refusal);
  }

  #every(ms: number, happen: () => void): void {
    if (!this.#alive) return;
    const { agenda, network } = this.#parts;
    if (!network.isHung(this.host)) happen();
    agenda.add(agenda.nowMs + ms, () => this.#every(ms, happen));
  }
}
