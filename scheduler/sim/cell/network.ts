import type { Uniform } from '@quartet/service-kit/random.ts';
import type { Agenda } from '../agenda.ts';

/** Where a process runs, as the network knows it. */
export type Host = string;

/** What goes on between two hosts: it is told when they can no longer or again hear each other. */
export interface Conversation {
  readonly hosts: readonly [Host, Host];
  /** The hosts hear each other no longer. */
  parted(): void;
  /** They do again: what was held back arrives. */
  met(): void;
}

/** How long a message takes at the least, milliseconds. */
const shortestMs = 1;
/** A call that is not answered has failed after so long. */
const callTimeoutMs = 2_000;

/** Who hears whom, and how long it takes. What goes wrong on the way is set by whoever makes it go wrong. */
export class Network {
  readonly agenda: Agenda;
  readonly uniform: Uniform;
  /** Of a message, at the most, milliseconds. */
  longestMs = 5;
  /** Share of the messages that never arrive. */
  lostShare = 0;
  /** Share of the messages that arrive twice. */
  doubledShare = 0;
  readonly #cuts = new Map<string, number>();
  readonly #hung = new Set<Host>();
  readonly #conversations = new Set<Conversation>();

  constructor(agenda: Agenda, uniform: Uniform) {
    this.agenda = agenda;
    this.uniform = uniform;
  }

  delayMs(): number {
    return shortestMs + this.uniform() * (this.longestMs - shortestMs);
  }

  /** Whether two hosts hear each other now. */
  reaches(a: Host, b: Host): boolean {
    return !this.#cuts.has(pathOf(a, b)) && !this.#hung.has(a) && !this.#hung.has(b);
  }

  isHung(host: Host): boolean {
    return this.#hung.has(host);
  }

  /** Whether every path is open and no message is lost, doubled or slow. */
  get isSound(): boolean {
    return this.#cuts.size === 0 && this.#hung.size === 0 && this.lostShare === 0 && this.doubledShare === 0;
  }

  /** Cuts the path between two hosts for a while. Cuts of one path add up: the last to end opens it. */
  cut(a: Host, b: Host, forMs: number): void {
    const path = pathOf(a, b);
    this.#cuts.set(path, (this.#cuts.get(path) ?? 0) + 1);
    this.#each((hosts) => pathOf(...hosts) === path, 'parted');
    this.agenda.add(this.agenda.nowMs + forMs, () => {
      const left = (this.#cuts.get(path) ?? 1) - 1;
      if (left > 0) this.#cuts.set(path, left);
      else this.#cuts.delete(path);
      this.#each((hosts) => pathOf(...hosts) === path && this.reaches(...hosts), 'met');
    });
  }

  /** A process stands still for a while: it neither hears, speaks nor counts time; then it goes on as if nothing had been. */
  hang(host: Host, forMs: number): void {
    if (this.#hung.has(host)) return;
    this.#hung.add(host);
    this.#each((hosts) => hosts.includes(host), 'parted');
    this.agenda.add(this.agenda.nowMs + forMs, () => {
      this.#hung.delete(host);
      this.#each((hosts) => hosts.includes(host) && this.reaches(...hosts), 'met');
    });
  }

  begin(conversation: Conversation): void {
    this.#conversations.add(conversation);
  }

  end(conversation: Conversation): void {
    this.#conversations.delete(conversation);
  }

  isLost(): boolean {
    return this.lostShare > 0 && this.uniform() < this.lostShare;
  }

  isDoubled(): boolean {
    return this.doubledShare > 0 && this.uniform() < this.doubledShare;
  }

  /**
   * One call and its answer. Where either is lost the caller hears of a failure, and what it asked for may have been done.
   * @param serve carried out at the peer, twice where the call was doubled
   */
  call<Answer>(from: Host, to: Host, serve: () => Answer, answered: (answer: Answer | undefined) => void): void {
    const { agenda } = this;
    const fail = (): void => void agenda.add(agenda.nowMs + callTimeoutMs, () => answered(undefined));
    agenda.add(agenda.nowMs + this.delayMs(), () => {
      if (!this.reaches(from, to) || this.isLost()) return fail();
      if (this.isDoubled()) serve();
      const answer = serve();
      agenda.add(agenda.nowMs + this.delayMs(), () => {
        if (this.reaches(from, to) && !this.isLost()) answered(answer);
        else fail();
      });
    });
  }

  #each(isMeant: (hosts: readonly [Host, Host]) => boolean, word: 'parted' | 'met'): void {
    for (const conversation of this.#conversations) if (isMeant(conversation.hosts)) conversation[word]();
  }
}

function pathOf(a: Host, b: Host): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
