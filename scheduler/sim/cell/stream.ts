import type { Conversation, Host, Network } from './network.ts';

/** One end of a stream. Nothing is heard after its end is. */
export interface StreamEnd<Out, In> {
  readonly isOpen: boolean;
  onMessage: (message: In) => void;
  /** Called once, when the peer has ended it or is given up; not when this end has closed it. */
  onClose: () => void;
  send(message: Out): void;
  close(): void;
}

/** An end gives its peer up after so long without a word, milliseconds: clients ask sooner than servers. */
const keepaliveMs = { client: 6_000, server: 15_000 } as const;

/** What both ends of a stream share. */
interface Way extends Conversation {
  readonly isWhole: boolean;
  break(): void;
  closed(): void;
}

class End<Out, In> implements StreamEnd<Out, In> {
  readonly keepaliveMs: number;
  isOpen = true;
  peer: End<In, Out> | undefined;
  onMessage: (message: In) => void = () => undefined;
  onClose: () => void = () => undefined;
  readonly #way: Way;
  readonly #network: Network;
  /** Has arrived while the hosts could not hear each other. */
  #held: (() => void)[] = [];
  #lastAtMs = 0;

  constructor(way: Way, network: Network, limitMs: number) {
    this.#way = way;
    this.#network = network;
    this.keepaliveMs = limitMs;
  }

  send(message: Out): void {
    if (!this.isOpen) return;
    if (this.#network.isLost()) return this.#way.break();
    const { peer } = this;
    peer?.arrive(() => peer.onMessage(message));
    if (this.#network.isDoubled()) peer?.arrive(() => peer.onMessage(message));
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const { peer } = this;
    peer?.arrive(() => peer.giveUp());
    this.#way.closed();
  }

  /** It is over for this end. */
  giveUp(): void {
    if (!this.isOpen) return;
    this.close();
    this.onClose();
  }

  /** Something comes to this end, after all that was sent before it. */
  arrive(happen: () => void): void {
    const { agenda } = this.#network;
    this.#lastAtMs = Math.max(this.#lastAtMs, agenda.nowMs + this.#network.delayMs());
    agenda.add(this.#lastAtMs, () => {
      this.#held.push(happen);
      this.flush();
    });
  }

  flush(): void {
    while (this.#held.length > 0 && this.#way.isWhole && this.#network.reaches(...this.#way.hosts)) {
      const happen = this.#held.shift();
      if (this.isOpen) happen?.();
    }
  }
}

/** Messages in order in both directions: one that is lost takes the stream with it, and each end notices in its own time. */
class Stream<Up, Down> implements Way {
  readonly hosts: readonly [Host, Host];
  readonly client: End<Up, Down>;
  readonly server: End<Down, Up>;
  isWhole = true;
  readonly #network: Network;

  constructor(network: Network, from: Host, to: Host) {
    this.hosts = [from, to];
    this.#network = network;
    this.client = new End<Up, Down>(this, network, keepaliveMs.client);
    this.server = new End<Down, Up>(this, network, keepaliveMs.server);
    this.client.peer = this.server;
    this.server.peer = this.client;
    network.begin(this);
  }

  /** What is under way and all that follows is lost. */
  break(): void {
    if (!this.isWhole) return;
    this.isWhole = false;
    const { agenda, uniform } = this.#network;
    for (const end of [this.client, this.server]) {
      agenda.add(agenda.nowMs + uniform() * end.keepaliveMs, () => end.giveUp());
    }
  }

  parted(): void {
    const { agenda } = this.#network;
    for (const [end, host] of [[this.client, this.hosts[0]] as const, [this.server, this.hosts[1]] as const]) {
      agenda.add(agenda.nowMs + end.keepaliveMs, () => {
        if (!this.#network.reaches(...this.hosts) && !this.#network.isHung(host)) end.giveUp();
      });
    }
  }

  met(): void {
    this.client.flush();
    this.server.flush();
  }

  closed(): void {
    if (!this.client.isOpen && !this.server.isOpen) this.#network.end(this);
  }
}

/** What servers offer: streams of one kind. */
export class Service<Up, Down> {
  readonly #network: Network;
  readonly #accept = new Map<Host, (end: StreamEnd<Down, Up>) => void>();
  readonly #streams = new Map<Host, Set<Stream<Up, Down>>>();

  constructor(network: Network) {
    this.#network = network;
  }

  serve(host: Host, accept: (end: StreamEnd<Down, Up>) => void): void {
    this.#accept.set(host, accept);
  }

  /** Opens a stream, as far as the client knows; the server hears of it in its time, or the stream ends. */
  open(from: Host, to: Host): StreamEnd<Up, Down> {
    const stream = new Stream<Up, Down>(this.#network, from, to);
    const { client, server } = stream;
    for (const host of stream.hosts) this.#streams.set(host, (this.#streams.get(host) ?? new Set()).add(stream));
    server.arrive(() => {
      const accept = this.#accept.get(to);
      if (accept) accept(server);
      else server.close();
    });
    return client;
  }

  /**
   * A process dies. Its peers hear of it at once, or, when its machine went with it, only by its silence.
   * @param silently whether the machine went with it
   */
  die(host: Host, silently: boolean): void {
    this.#accept.delete(host);
    for (const stream of this.#streams.get(host) ?? []) {
      const own = stream.hosts[0] === host ? stream.client : stream.server;
      [own.onMessage, own.onClose] = [() => undefined, () => undefined];
      if (silently) stream.break();
      else own.close();
    }
    this.#streams.delete(host);
  }
}
