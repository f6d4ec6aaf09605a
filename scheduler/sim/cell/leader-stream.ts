import type { CellParts } from './parts.ts';
import type { Host } from './network.ts';
import type { Service, StreamEnd } from './stream.ts';
import type { NotLeader } from './words.ts';

/** Between the end of a stream and the next try, milliseconds. */
const shortestPauseMs = 50;
const longestPauseMs = 400;
/** A peer that cannot be reached within is given up for another. */
const reachableWithinMs = 500;

/** What a client does with its stream to the leader. */
export interface LeaderClient<Up, Answer> {
  /** A stream is open: whatever the leader must know is said again. */
  readonly opened: (end: StreamEnd<Up, Answer | NotLeader>) => void;
  readonly heard: (answer: Answer) => void;
}

/** Keeps one stream to the scheduler that leads, wherever that is, and opens another whenever it ends. */
export class LeaderStream<Up, Answer extends { readonly kind: string }> {
  readonly #parts: CellParts;
  readonly #host: Host;
  readonly #service: Service<Up, Answer | NotLeader>;
  readonly #client: LeaderClient<Up, Answer>;
  #end: StreamEnd<Up, Answer | NotLeader> | undefined;
  #named: Host | undefined;
  #isOver = false;

  constructor(
    parts: CellParts,
    host: Host,
    service: Service<Up, Answer | NotLeader>,
    client: LeaderClient<Up, Answer>,
  ) {
    this.#parts = parts;
    this.#host = host;
    this.#service = service;
    this.#client = client;
    this.#later(0);
  }

  /** Says something to the leader, if a stream is open as far as this end knows. */
  send(message: Up): void {
    this.#end?.send(message);
  }

  /** Ends it for good. */
  stop(): void {
    this.#isOver = true;
    this.#end?.close();
    this.#end = undefined;
  }

  #open(): void {
    if (this.#isOver) return;
    const { network, schedulers } = this.#parts;
    const any = schedulers[Math.floor(network.uniform() * schedulers.length)];
    const to = this.#named ?? any;
    this.#named = undefined;
    if (to === undefined) return;
    if (!network.reaches(this.#host, to)) return this.#later(reachableWithinMs);
    const end = this.#service.open(this.#host, to);
    this.#end = end;
    end.onMessage = (answer) => {
      if (isNotLeader(answer)) this.#named = answer.leader;
      else this.#client.heard(answer);
    };
    end.onClose = () => {
      if (this.#end === end) this.#end = undefined;
      this.#later(shortestPauseMs + network.uniform() * (longestPauseMs - shortestPauseMs));
    };
    this.#client.opened(end);
  }

  #later(ms: number): void {
    const { agenda } = this.#parts;
    agenda.add(agenda.nowMs + ms, () => this.#open());
  }
}

function isNotLeader(answer: { readonly kind: string }): answer is NotLeader {
  return answer.kind === 'not_leader';
}
