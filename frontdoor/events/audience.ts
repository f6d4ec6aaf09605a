import { isLastFact } from '@quartet/protos/events.ts';
import type { Fact, FactKind, Generation, Viewer } from '@quartet/protos/generated/index.ts';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { factText } from './event-text.ts';
import type { LiveKind } from './live-store.ts';
import { stateFacts } from './state-events.ts';
import type { CloseCause, FactDelivery, LiveDelivery, Watcher } from './watcher.ts';

/** The catalog as one viewer may see a generation. Both are refused with `not_found` where they may not. */
export interface ViewSource {
  getGeneration(viewer: Viewer, generationId: string): Promise<Generation>;
  /** Facts with a greater number than `after`, by number. */
  listFacts(viewer: Viewer, generationId: string, after: number): Promise<readonly Fact[]>;
}

/** What has become untrue of an image by a fact. */
const endsByFact: Partial<Record<FactKind, readonly LiveKind[]>> = {
  FACT_KIND_IMAGE_STARTED: ['position'],
  FACT_KIND_IMAGE_COMPLETED: ['position', 'progress', 'preview'],
  FACT_KIND_IMAGE_FAILED: ['position', 'progress', 'preview'],
  FACT_KIND_IMAGE_CANCELED: ['position', 'progress', 'preview'],
};

/**
 * The watchers of one generation that are one person, or nobody in particular: they may see the same, so one look into the
 * catalog serves them all.
 *
 * The catalog is the truth; announced facts only save looking. While it is being asked, nothing is delivered: so no event
 * overtakes a fact, and none passes after a change of visibility was announced.
 */
export class Audience {
  readonly #viewer: Viewer;
  readonly #generationId: string;
  readonly #source: ViewSource;
  readonly #log: Logger;
  /** The newest live events, by image and kind: shared with the reader, which keeps them. */
  readonly #lives: ReadonlyMap<string, LiveDelivery>;
  readonly watchers = new Set<Watcher>();

  /** All facts up to `#factNumber` that this audience may see: some dozens at most. */
  readonly #facts: FactDelivery[] = [];
  #factNumber = 0;
  /** Images it may see. */
  #visible: ReadonlySet<string> = new Set();
  /** Kinds of live events that are over, by image. */
  readonly #over = new Map<string, Set<LiveKind>>();
  #hasLooked = false;
  #look: Promise<void> | undefined;
  #lookAgain = false;

  constructor(options: {
    readonly viewer: Viewer;
    readonly generationId: string;
    readonly source: ViewSource;
    readonly lives: ReadonlyMap<string, LiveDelivery>;
    readonly log: Logger;
  }) {
    this.#viewer = options.viewer;
    this.#generationId = options.generationId;
    this.#source = options.source;
    this.#lives = options.lives;
    this.#log = options.log;
  }

  /** Takes a watcher in: it is brought up to date now, or by the look that is under way. */
  add(watcher: Watcher): void {
    this.watchers.add(watcher);
    if (this.#hasLooked && !this.#look) this.#bringUpToDate(watcher);
  }

  closeAll(cause: CloseCause): void {
    for (const watcher of this.watchers) watcher.close(cause);
    this.watchers.clear();
  }

  /** A fact was announced. The next one in order is passed on; one that leaves a gap makes it look. */
  announceFact(fact: Fact): void {
    if (fact.number <= this.#factNumber) return;
    if (this.#look || !this.#hasLooked || fact.number > this.#factNumber + 1) {
      void this.refresh();
      return;
    }
    this.#factNumber = fact.number;
    const delivery = this.#take(fact);
    if (delivery) for (const watcher of this.watchers) watcher.offerFact(delivery);
  }

  /** A live event was announced. One that knows of a fact not seen here makes it look; it is passed on afterwards. */
  announceLive(live: LiveDelivery, factNumber: number): void {
    if (this.#look || !this.#hasLooked) return;
    if (factNumber > this.#factNumber) void this.refresh();
    else if (this.#mayPass(live)) for (const watcher of this.watchers) watcher.offerLive(live);
  }

  /** Looks into the catalog: what may be seen, and which facts there are. Resolves when what was asked for has happened. */
  refresh(): Promise<void> {
    if (this.#look) {
      this.#lookAgain = true;
      return this.#look;
    }
    this.#look = this.#lookUntilSettled();
    return this.#look;
  }

  async #lookUntilSettled(): Promise<void> {
    try {
      do {
        this.#lookAgain = false;
        await this.#lookOnce();
      } while (this.#lookAgain);
      this.#hasLooked = true;
    } catch (error) {
      const { reason } = error as Partial<ReasonError>;
      if (reason === 'REASON_NOT_FOUND') this.closeAll('invisible');
      // Away for a moment: the next tick looks again.
      else
        this.#log.warn({ err: error, generation_id: this.#generationId }, 'the catalog could not be asked for events');
      return;
    } finally {
      this.#look = undefined;
    }
    for (const watcher of this.watchers) this.#bringUpToDate(watcher);
  }

  async #lookOnce(): Promise<void> {
    const generation = await this.#source.getGeneration(this.#viewer, this.#generationId);
    const facts =
      generation.factCount > this.#factNumber
        ? await this.#source.listFacts(this.#viewer, this.#generationId, this.#factNumber)
        : [];
    this.#visible = new Set(generation.images.map((image) => image.id));
    for (const watcher of this.watchers) watcher.keepOnly(this.#visible);
    const hasEnded = generation.endedAtMs > 0;
    const areSwept =
      hasEnded && generation.factCount > this.#factNumber && !facts.some((fact) => isLastFact(fact.kind));
    for (const fact of areSwept ? stateFacts(generation) : facts) this.#take(fact);
    // Facts the viewer may not see have numbers too: those up to the count are dealt with.
    this.#factNumber = Math.max(this.#factNumber, generation.factCount, facts.at(-1)?.number ?? 0);
  }

  /** Keeps a fact that may be seen; undefined for another. */
  #take(fact: Fact): FactDelivery | undefined {
    const { number, imageId, kind } = fact;
    if (imageId && !this.#visible.has(imageId)) return undefined;
    const ends = endsByFact[kind] ?? [];
    const over = this.#over.get(imageId) ?? new Set();
    for (const each of ends) over.add(each);
    if (ends.length > 0) this.#over.set(imageId, over);
    const delivery = { ...factText(fact), number, imageId, ends, isLast: isLastFact(kind) };
    this.#facts.push(delivery);
    return delivery;
  }

  #mayPass(live: LiveDelivery): boolean {
    return this.#visible.has(live.imageId) && !this.#over.get(live.imageId)?.has(live.kind);
  }

  #bringUpToDate(watcher: Watcher): void {
    for (const fact of this.#facts) if (!fact.imageId || this.#visible.has(fact.imageId)) watcher.offerFact(fact);
    const lives = [...this.#lives.values()].toSorted((a, b) => a.number - b.number);
    for (const live of lives) if (this.#mayPass(live)) watcher.offerLive(live);
  }
}
