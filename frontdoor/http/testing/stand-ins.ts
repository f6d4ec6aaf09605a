/** Stand-ins for the catalog and Redis in unit tests: a generation with its facts, and announcements sent by hand. */
import type { Announcement } from '@quartet/protos/events.ts';
import type {
  Action,
  Fact,
  FactKind,
  Generation,
  GenerationOptions,
  Image,
  LiveEvent,
  Model,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { ViewSource } from '../../events/audience.ts';
import type { LiveStore } from '../../events/live-store.ts';

export const owner: Viewer = { userId: 'usr_owner', plan: 'PLAN_PRO', admin: false, handle: 'owner' };
export const stranger: Viewer = { userId: 'usr_stranger', plan: 'PLAN_FREE', admin: false, handle: 'stranger' };
export const administrator: Viewer = { userId: 'usr_admin', plan: 'PLAN_PRO', admin: true, handle: 'admin' };

export const model: Model = {
  id: 'default',
  name: 'Default',
  description: 'Paints.',
  licence: 'Apache-2.0',
  sizes: [
    { width: 512, height: 512 },
    { width: 640, height: 384 },
    { width: 384, height: 640 },
  ],
  defaultSteps: 20,
  maxSteps: 50,
  defaultGuidance: 7.5,
  maxGuidance: 20,
  defaultSampler: 'DDIMScheduler',
  samplers: ['DDIMScheduler', 'EulerDiscreteScheduler'],
  magicPromptAuto: true,
};

export const options: GenerationOptions = {
  prompt: 'a lighthouse',
  negativePrompt: '',
  count: 2,
  visibility: 'VISIBILITY_PUBLIC',
  model: 'default',
  seed: 7,
  width: 512,
  height: 512,
  steps: 20,
  guidance: 7.5,
  sampler: 'DDIMScheduler',
  magicPrompt: 'MAGIC_PROMPT_OFF',
};

export function imageOf(generationId: string, index: number, changes: Partial<Image> = {}): Image {
  return {
    id: `img_${index}`,
    generationId,
    index,
    status: 'IMAGE_STATUS_QUEUED',
    reason: 'REASON_UNSPECIFIED',
    seed: 7 + index,
    width: 512,
    height: 512,
    visibility: 'VISIBILITY_PUBLIC',
    action: 'ACTION_GENERATE',
    parentId: '',
    ownerId: owner.userId,
    ownerHandle: owner.handle,
    thumbhash: '',
    createdAtMs: 1_760_000_000_000,
    options,
    writtenPrompt: '',
    likes: 0,
    liked: false,
    pinned: false,
    childIds: [],
    ...changes,
  };
}

/** One generation as the catalog holds it. Facts are made in order; what they announce is up to the test. */
export class StandInGeneration implements ViewSource {
  readonly id: string;
  readonly images: Image[];
  readonly facts: Fact[] = [];
  endedAtMs = 0;
  areFactsSwept = false;
  isAway = false;
  isDeleted = false;
  action: Action = 'ACTION_GENERATE';
  parentId = '';
  looks = 0;

  constructor(id = 'gen_1', count = 2) {
    this.id = id;
    this.images = Array.from({ length: count }, (_, index) => imageOf(id, index));
    this.add('FACT_KIND_GENERATION_QUEUED');
    for (const image of this.images) this.add('FACT_KIND_IMAGE_QUEUED', image.index);
  }

  add(kind: FactKind, index?: number, status = ''): Fact {
    const fact: Fact = {
      generationId: this.id,
      number: this.facts.length + 1,
      kind,
      imageId: index === undefined ? '' : `img_${index}`,
      index: index ?? 0,
      reason: 'REASON_UNSPECIFIED',
      status,
      atMs: 1_760_000_000_000,
    };
    this.facts.push(fact);
    const image = index === undefined ? undefined : this.images[index];
    if (image && kind === 'FACT_KIND_IMAGE_STARTED') image.status = 'IMAGE_STATUS_PAINTING';
    if (image && kind === 'FACT_KIND_IMAGE_COMPLETED') image.status = 'IMAGE_STATUS_READY';
    if (kind === 'FACT_KIND_GENERATION_COMPLETED') this.endedAtMs = fact.atMs;
    return fact;
  }

  /** The generation as a viewer may see it. */
  seenBy(viewer: Viewer): Generation {
    const images = this.images.filter((image) => this.#maySee(viewer, image));
    if (images.length === 0 || this.isDeleted) throw new ReasonError('REASON_NOT_FOUND');
    return {
      id: this.id,
      status: this.endedAtMs > 0 ? 'GENERATION_STATUS_SUCCEEDED' : 'GENERATION_STATUS_QUEUED',
      createdAtMs: 1_760_000_000_000,
      options,
      images,
      factCount: this.facts.length,
      endedAtMs: this.endedAtMs,
      ownerId: owner.userId,
      action: this.action,
      parentId: this.parentId,
    };
  }

  getGeneration(viewer: Viewer, id: string): Promise<Generation> {
    this.looks += 1;
    if (this.isAway) return Promise.reject(new ReasonError('REASON_UNAVAILABLE'));
    if (id !== this.id) return Promise.reject(new ReasonError('REASON_NOT_FOUND'));
    return Promise.resolve(this.seenBy(viewer));
  }

  listFacts(viewer: Viewer, _id: string, after: number): Promise<readonly Fact[]> {
    const visible = new Set(this.seenBy(viewer).images.map((image) => image.id));
    if (this.areFactsSwept) return Promise.resolve([]);
    return Promise.resolve(
      this.facts.filter((fact) => fact.number > after && (!fact.imageId || visible.has(fact.imageId))),
    );
  }

  #maySee(viewer: Viewer, image: Image): boolean {
    return image.visibility === 'VISIBILITY_PUBLIC' || viewer.userId === owner.userId;
  }
}

/** Announcements and live events of a Redis that the test holds in its hand. */
export class StandInStore implements LiveStore {
  readonly stored: LiveEvent[] = [];
  readonly #listeners = new Map<string, (announcement: Announcement) => void>();
  readonly #reconnected: (() => void)[] = [];

  get subscriptions(): number {
    return this.#listeners.size;
  }

  announce(generationId: string, announcement: Announcement): void {
    // As over the wire: nobody shares objects.
    this.#listeners.get(generationId)?.(JSON.parse(JSON.stringify(announcement)) as Announcement);
  }

  reconnect(): void {
    for (const listener of this.#reconnected) listener();
  }

  subscribe(generationId: string, onAnnouncement: (announcement: Announcement) => void): () => void {
    this.#listeners.set(generationId, onAnnouncement);
    return () => this.#listeners.delete(generationId);
  }

  onReconnected(listener: () => void): void {
    this.#reconnected.push(listener);
  }

  readAll(generationId: string): Promise<readonly LiveEvent[]> {
    return Promise.resolve(this.stored.filter((event) => event.generationId === generationId));
  }

  readStates(generationId: string, imageIds: readonly string[]): Promise<readonly LiveEvent[]> {
    return Promise.resolve(
      this.stored.filter((event) => event.generationId === generationId && imageIds.includes(event.imageId)),
    );
  }
}

/** A live event of image `index` of a generation. */
export function liveEvent(
  liveNumber: number,
  index: number,
  said: Pick<LiveEvent, 'position' | 'progress' | 'preview'>,
  factNumber = 3,
): LiveEvent {
  return { generationId: 'gen_1', imageId: `img_${index}`, index, factNumber, liveNumber, ...said };
}
