import { setTimeout as pause } from 'node:timers/promises';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { Holder, LeaderLock } from './leader-lock.ts';

/** A leader renews the lock so often: three times in its life. */
const renewMs = 1_000;
/** A standby looks at the lock so often: what it says of the leader is no older, and a free lock is not free for long. */
const lookMs = 250;
/** Without an epoch for so long the lock is given back: another may reach the catalog where we do not. */
const epochWithinMs = 5_000;
/** Then the others have so long to take it. */
const restMs = 1_000;

type Role = 'standby' | 'taking over' | 'leading';

/** What leadership needs, and what it brings about. */
export interface LeadershipOptions {
  readonly lock: LeaderLock;
  /** Where others reach this scheduler, host:port. */
  readonly address: string;
  /** Gives an epoch greater than all before; tries until the signal aborts, then rejects. */
  readonly takeEpoch: (signal: AbortSignal) => Promise<number>;
  /** This scheduler leads from now on. @param legacy what the last leader has left for it. */
  readonly lead: (epoch: number, legacy: string | undefined) => void;
  /** It leads no longer: whatever it knows as a leader is void. */
  readonly stepDown: (refusal: ReasonError) => void;
  /** What the next leader should know, while this one leads. */
  readonly legacy: () => string;
  readonly log: Logger;
}

/**
 * Decides whether this scheduler leads. Whoever has the lock takes an epoch and leads until it sees another's name in the
 * lock; while Redis is away a leader goes on, and nobody takes over.
 */
export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #takingOver: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  #role: Role = 'standby';
  #leader: string | undefined;
  #restUntilMs = 0;
  #missing: 'redis' | 'catalog' | undefined = 'redis';

  /** Begins as a standby. */
  constructor(options: LeadershipOptions) {
    this.#options = options;
    this.#watching = this.#watch();
  }

  get isLeading(): boolean {
    return this.#role === 'leading';
  }

  /** What keeps this scheduler from being a leader or ready to become one. */
  get missing(): readonly string[] {
    return this.#missing ? [this.#missing] : [];
  }

  /** What is answered to whoever takes this scheduler for the leader. */
  get refusal(): ReasonError {
    return new ReasonError('REASON_NOT_LEADER', this.#leader ? { leader: this.#leader } : {});
  }

  /** A node or a worker has seen an epoch greater than ours: somebody has led since, and only a new epoch may lead again. */
  superseded(epochSeen: number): void {
    if (this.#role !== 'leading') return;
    this.#options.log.warn({ epoch_seen: epochSeen }, 'a later epoch was seen');
    this.#leader = undefined;
    this.#stepDown();
    this.#release().catch(() => undefined);
  }

  /** Steps down and gives the lock back, so that a standby takes over at once. */
  async stop(): Promise<void> {
    const { lock } = this.#options;
    this.#stopping.abort();
    this.#takingOver?.abort.abort();
    await Promise.all([this.#watching, this.#takingOver?.done]);
    this.#leader = undefined;
    if (this.#role === 'leading') this.#stepDown();
    await this.#release();
    lock.close();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (performance.now() >= this.#restUntilMs) await this.#look();
      const everyMs = this.#role === 'leading' ? renewMs : lookMs;
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const holder = await this.#hold();
    if (!holder || this.#stopping.signal.aborted || performance.now() < this.#restUntilMs) return;
    if (holder.isSelf) {
      if (this.#role === 'standby' && !this.#takingOver) this.#startTakingOver();
      return;
    }
    // One that was started again finds its own address there until the lock of its former self has ended.
    this.#leader = holder.address === this.#options.address ? undefined : holder.address;
    this.#missing = undefined;
    if (this.#role === 'leading') this.#stepDown();
    this.#takingOver?.abort.abort();
  }

  /** Undefined while Redis is away. */
  async #hold(): Promise<Holder | undefined> {
    const { lock, log } = this.#options;
    const legacy = this.#role === 'leading' ? this.#options.legacy() : '';
    try {
      return await lock.hold(legacy);
    } catch (error) {
      log.debug({ err: error }, 'the lock cannot be asked for');
      return undefined;
    }
  }

  #startTakingOver(): void {
    this.#role = 'taking over';
    this.#leader = undefined;
    this.#missing = 'catalog';
    const abort = new AbortController();
    const done = this.#takeOver(AbortSignal.any([abort.signal, AbortSignal.timeout(epochWithinMs)])).finally(() => {
      this.#takingOver = undefined;
    });
    this.#takingOver = { abort, done };
  }

  async #takeOver(signal: AbortSignal): Promise<void> {
    const { takeEpoch, lead, log } = this.#options;
    let epoch: number;
    try {
      epoch = await takeEpoch(signal);
    } catch (error) {
      log.warn({ err: error }, 'no epoch could be taken, and the lock is given back');
      this.#role = 'standby';
      this.#restUntilMs = performance.now() + restMs;
      return this.#release();
    }
    // Whoever lost the lock in the meantime must not lead: another may have taken an epoch before or after this one.
    const holder = await this.#hold();
    if (!holder?.isSelf || signal.aborted) {
      this.#role = 'standby';
      return;
    }
    this.#role = 'leading';
    this.#missing = undefined;
    log.info({ epoch }, 'this scheduler leads');
    lead(epoch, holder.legacy);
  }

  #stepDown(): void {
    this.#role = 'standby';
    this.#options.log.warn({ leader: this.#leader }, 'this scheduler leads no longer');
    this.#options.stepDown(this.refusal);
  }

  /** Best effort: the lock ends by itself. */
  async #release(): Promise<void> {
    await this.#options.lock.release().catch((error: unknown) => {
      this.#options.log.debug({ err: error }, 'the lock could not be given back');
    });
  }
}
