/** The real HTTP server on a free port, with stand-ins for the parts behind it. */
import { Readable } from 'node:stream';
import type {
  Action,
  CreateGenerationRequestInput,
  LocateFileResponse,
  TransformImageRequestInput,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type Logger, createLogger } from '@quartet/service-kit/log.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { EventHub } from '../../events/hub.ts';
import { createEventMetrics } from '../../events/metrics.ts';
import { buildApp } from '../app.ts';
import type { CatalogPort, SchedulerPort } from '../peers.ts';
import { StandInGeneration, StandInStore, administrator, imageOf, model, owner, stranger } from './stand-ins.ts';

export interface TestApp {
  readonly url: string;
  readonly generation: StandInGeneration;
  readonly store: StandInStore;
  readonly registry: Registry;
  /** Requests that asked for a generation. */
  readonly created: CreateGenerationRequestInput[];
  /** Requests that asked for an image made from another. */
  readonly transformed: TransformImageRequestInput[];
  /** Task ids of which the scheduler was told to end. */
  readonly canceled: string[];
  /** What `locateFile` answers. */
  readonly file: LocateFileResponse;
  /** Stored files by object key. */
  readonly files: Map<string, Buffer>;
  /** A request as a key's holder, or with other headers. */
  ask(path: string, init?: RequestInit & { key?: string }): Promise<Response>;
  close(): Promise<void>;
}

const holders: Readonly<Record<string, Viewer>> = {
  qk_owner: owner,
  qk_stranger: stranger,
  qk_admin: administrator,
};

export async function startTestApp(
  changes: {
    readonly catalog?: Partial<CatalogPort>;
    readonly scheduler?: Partial<SchedulerPort>;
    readonly rateLimit?: number;
    readonly demoKey?: string;
    readonly log?: Logger;
  } = {},
): Promise<TestApp> {
  const generation = new StandInGeneration();
  const store = new StandInStore();
  const log = changes.log ?? createLogger('test', 'fatal');
  const registry = new Registry();
  const created: CreateGenerationRequestInput[] = [];
  const transformed: TransformImageRequestInput[] = [];
  const canceled: string[] = [];
  const files = new Map<string, Buffer>();
  const file = {
    objectKey: 'images/1.png',
    mediaType: 'image/png',
    sizeBytes: 0,
    sha256: 'a'.repeat(64),
    pngAllowed: true,
  };
  const seenBy = (viewer: unknown) => generation.seenBy(viewer as Viewer);
  /** An image of the generation, if the viewer may see it. */
  const imageSeenBy = (viewer: unknown, id = '') => {
    const image = seenBy(viewer).images.find((each) => each.id === id);
    if (!image) throw new ReasonError('REASON_NOT_FOUND');
    return image;
  };
  const holderOf = (credential: string | undefined): Viewer => {
    const viewer = holders[credential ?? ''];
    if (!viewer) throw new ReasonError('REASON_UNAUTHENTICATED');
    return viewer;
  };
  // Async functions, so that what is thrown rejects.
  const catalog: CatalogPort = {
    authenticate: async ({ key, session }) => ({ viewer: holderOf(key ?? session?.replace('ses_', 'qk_')) }),
    createSession: async ({ key = '' }) => ({
      session: key.replace('qk_', 'ses_'),
      expiresAtMs: 4_000_000_000_000,
      viewer: holderOf(key),
    }),
    deleteSession: async () => ({}),
    listModels: async () => ({ models: [model] }),
    createGeneration: async (request) => {
      created.push(request);
      return { generation: seenBy(request.viewer), repeatedRequest: false };
    },
    transformImage: async (request) => {
      const { id: parentId } = imageSeenBy(request.viewer, request.imageId);
      transformed.push(request);
      const action = request.action as Action;
      return { generation: { ...seenBy(request.viewer), action, parentId }, repeatedRequest: false };
    },
    getGeneration: async ({ viewer, id }) => ({
      generation: await generation.getGeneration(viewer as Viewer, id ?? ''),
    }),
    listGenerations: async ({ viewer }) => ({ generations: [seenBy(viewer)], nextCursor: 'next' }),
    cancelGeneration: async ({ viewer, id }) => ({
      generation: await generation.getGeneration(viewer as Viewer, id ?? ''),
      canceledImageIds: ['img_0', 'img_1'],
    }),
    deleteGeneration: async ({ viewer, id }) => {
      await generation.getGeneration(viewer as Viewer, id ?? '');
      if (viewer?.userId !== owner.userId) throw new ReasonError('REASON_NOT_FOUND');
      generation.isDeleted = true;
      return { canceledImageIds: ['img_0', 'img_1'] };
    },
    listFacts: async ({ viewer, generationId, after }) => ({
      facts: [...(await generation.listFacts(viewer as Viewer, generationId ?? '', after ?? 0))],
    }),
    listImages: async () => ({ images: [imageOf('gen_1', 0)], nextCursor: '' }),
    getImage: async ({ viewer, id }) => ({ image: imageSeenBy(viewer, id) }),
    setVisibility: async ({ viewer, imageIds = [] }) => ({
      results: imageIds.map((imageId) => {
        const refused = { imageId, image: null, requiredPlan: 'PLAN_UNSPECIFIED' as const };
        const image = generation.images.find(({ id }) => id === imageId);
        if (!image || viewer?.userId !== owner.userId) return { ...refused, reason: 'REASON_NOT_FOUND' as const };
        if (image.index === 0) return { ...refused, reason: 'REASON_UNSPECIFIED' as const, image };
        return { ...refused, reason: 'REASON_PLAN_REQUIRED' as const, requiredPlan: 'PLAN_PLUS' as const };
      }),
    }),
    setLike: async ({ viewer, imageId, liked = false }) => ({
      image: Object.assign(imageSeenBy(viewer, imageId), { liked, likes: Number(liked) }),
    }),
    setPin: async ({ viewer, imageId, pinned = false }) => {
      const image = imageSeenBy(viewer, imageId);
      if (viewer?.userId !== owner.userId) throw new ReasonError('REASON_NOT_FOUND');
      return { image: Object.assign(image, { pinned }) };
    },
    locateFile: async ({ viewer, imageId }) => {
      imageSeenBy(viewer, imageId);
      return file;
    },
    ...changes.catalog,
  };
  const scheduler: SchedulerPort = {
    estimate: async () => ({ startMs: 1_500, finishMs: 4_000 }),
    cancel: async ({ taskIds = [] }) => {
      canceled.push(...taskIds);
      return {};
    },
    getCluster: async () => ({ leader: '', epoch: 0, nodes: [], queue: [] }),
    ...changes.scheduler,
  };
  const hub = new EventHub({ source: generation, store, log, tickMs: 50 });
  const eventMetrics = createEventMetrics(registry);
  const app = await buildApp({
    catalog,
    scheduler,
    store,
    pictures: {
      read: async (key) => {
        const bytes = files.get(key);
        if (!bytes) throw new ReasonError('REASON_UNAVAILABLE');
        return Readable.from([bytes]);
      },
    },
    hub,
    eventMetrics,
    log,
    registry,
    demoKey: changes.demoKey,
    trustProxy: false,
    rateLimits: { perPerson: changes.rateLimit ?? 10_000, perAddress: changes.rateLimit ?? 10_000 },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    generation,
    store,
    registry,
    created,
    transformed,
    canceled,
    file,
    files,
    ask: (path, { key, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (key) headers.set('authorization', `Bearer ${key}`);
      return fetch(`${url}${path}`, { ...init, headers });
    },
    close: () => app.close(),
  };
}

/** A JSON body and its header. */
export function json(body: unknown, method = 'POST'): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
