import { Readable } from 'node:stream';
import { type EventId, formatEventId } from '@quartet/protos/events.ts';
import type { CloseCause, FactDelivery, LiveDelivery, Watcher } from './watcher.ts';

/**
 * Text that may wait in a stream before its watcher counts as backed up, in UTF-16 units. A reader on a working line never
 * gets there: it is more than all previews of eight images that arrive at one moment, so no preview is left out for it.
 */
const bufferUnits = 512 * 1024;
/** Facts that may wait behind a full buffer. A generation of eight images has 26 of them when nothing goes wrong. */
const waitingFactsMax = 64;
/** Browsers wait this long before they connect again. */
const retryMs = 1_000;

/** What an event stream tells of itself, for metrics. */
export interface EventStreamObserver {
  onSent(eventName: string): void;
  onClosed(cause: CloseCause): void;
}

/**
 * One watcher's server-sent events, as a stream that is piped into the answer: Fastify writes it with back-pressure and
 * destroys it when the client has gone. (`@fastify/sse` waits for `drain` on a socket that may have closed, and so would
 * keep a stalled watcher's handler for ever.)
 *
 * Facts wait in a short queue; of live events only the newest of each image and kind waits. An id says how far *both* kinds
 * have come, so that ids increase and a resumed stream knows what it has missed of either.
 */
export class EventStream extends Readable implements Watcher {
  readonly #observer: EventStreamObserver;
  readonly #facts: FactDelivery[] = [];
  /** By image and kind. */
  readonly #lives = new Map<string, LiveDelivery>();
  /** Whether the buffer has room. */
  #isWanted = true;
  /** Whether the last {@link keepAlive} found nothing to write to: a full buffer, or one with the last event in it. */
  #wasShut = false;
  #hasEnded = false;
  #cursor: EventId;

  /** @param after what an earlier stream had brought: `Last-Event-ID`. */
  constructor(after: EventId, observer: EventStreamObserver) {
    super({ encoding: 'utf8', highWaterMark: bufferUnits });
    this.#cursor = after;
    this.#observer = observer;
    // Said at once, so that headers leave and a proxy in between sees that the stream lives.
    this.#write(`retry: ${retryMs}\n\n`);
  }

  /** The newest fact and live event that it has brought. */
  get cursor(): EventId {
    return this.#cursor;
  }

  offerFact(fact: FactDelivery): void {
    const newest = this.#facts.at(-1)?.number ?? this.#cursor.factNumber;
    if (this.#hasEnded || fact.number <= newest) return;
    for (const kind of fact.ends) this.#lives.delete(`${fact.imageId}:${kind}`);
    if (this.#facts.length === waitingFactsMax) {
      this.close('slow');
      return;
    }
    this.#facts.push(fact);
    this.#flush();
  }

  offerLive(live: LiveDelivery): void {
    if (this.#hasEnded || live.number <= this.#cursor.liveNumber) return;
    this.#lives.set(`${live.imageId}:${live.kind}`, live);
    this.#flush();
  }

  keepOnly(imageIds: ReadonlySet<string>): void {
    for (const [key, live] of this.#lives) if (!imageIds.has(live.imageId)) this.#lives.delete(key);
    const kept = this.#facts.filter((fact) => fact.imageId === '' || imageIds.has(fact.imageId));
    this.#facts.splice(0, this.#facts.length, ...kept);
  }

  /**
   * A comment that keeps proxies from closing an idle stream. One whose buffer stays full in between is closed, and so is one
   * that has ended and is still not read to its end.
   */
  keepAlive(): void {
    const isShut = this.#hasEnded || !this.#isWanted;
    if (!isShut) this.#write(': keep-alive\n\n');
    else if (this.#wasShut) this.#cutOff();
    this.#wasShut = isShut;
  }

  #cutOff(): void {
    this.close('slow');
    this.destroy();
  }

  /** Ends the stream before its last event: the client connects again, here or elsewhere, and goes on from its cursor. */
  close(cause: CloseCause): void {
    if (this.#hasEnded) return;
    this.#observer.onClosed(cause);
    this.#hasEnded = true;
    this.#facts.length = 0;
    this.#lives.clear();
    // A full buffer would hold the end back, and what is in it may not be for the watcher any more: it is cut off.
    if (this.readableLength > 0) this.destroy();
    else this.push(null);
  }

  override _read(): void {
    this.#isWanted = true;
    this.#flush();
  }

  #flush(): void {
    while (this.#isWanted && !this.#hasEnded) {
      const fact = this.#facts.shift();
      if (fact) this.#sendFact(fact);
      else if (this.#lives.size > 0) this.#sendOldestLive();
      else return;
    }
  }

  #sendFact(fact: FactDelivery): void {
    this.#cursor = { ...this.#cursor, factNumber: fact.number };
    this.#send(fact);
    if (!fact.isLast) return;
    this.#hasEnded = true;
    this.push(null);
  }

  /** In the order in which they were said, for ids increase. At most three kinds of eight images wait. */
  #sendOldestLive(): void {
    const [oldest] = [...this.#lives].toSorted(([, a], [, b]) => a.number - b.number);
    if (!oldest) return;
    const [key, live] = oldest;
    this.#lives.delete(key);
    if (live.number <= this.#cursor.liveNumber) return;
    this.#cursor = { ...this.#cursor, liveNumber: live.number };
    this.#send(live);
  }

  #send(event: FactDelivery | LiveDelivery): void {
    this.#observer.onSent(event.name);
    this.#write(`id: ${formatEventId(this.#cursor)}\n${event.text}`);
  }

  #write(text: string): void {
    if (!this.destroyed) this.#isWanted = this.push(text);
  }
}
