/** A catalog on a fresh database with stand-ins for the parts around it, and builders for what tests put in. */
import type {
  Action,
  GenerationOptions,
  Image,
  Lease,
  RecordResultRequest,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import type { Manifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type Logger, createLogger } from '@quartet/service-kit/log.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { createGeneration } from '../actions/create-generation.ts';
import { recordResult } from '../actions/record-result.ts';
import { transformImage } from '../actions/transform-image.ts';
import type { CatalogContext } from '../context.ts';
import { type Connection, connect } from '../database/connect.ts';
import { migrate } from '../database/migrate.ts';
import type { PlanName } from '../database/schema.ts';
import { createMetrics } from '../metrics.ts';
import type { ManifestOf, ModelShelf } from '../models.ts';
import type { ObjectStore } from '../objects.ts';
import { viewerOf, upsertUser } from '../tables/users.ts';
import { matteManifest, paintManifest, upscaleManifest } from './manifests.ts';
import type { TestPostgres } from './postgres.ts';

/** A catalog under test. */
export interface Bench {
  readonly context: CatalogContext;
  readonly connection: Connection;
  /** What lies in the object store: bytes by key. An empty map holds every key, at `resultOf`'s sizes. */
  readonly stored: Map<string, number>;
  /** The models of the store: one of each stage. */
  readonly manifests: Manifest[];
  /** A user of a plan as a viewer. */
  user(handle: string, plan?: PlanName, admin?: boolean): Promise<Viewer>;
  /** An accepted generation and its images. */
  generation(viewer: Viewer, options?: Partial<GenerationOptions>): Promise<{ id: string; images: readonly Image[] }>;
  /** An accepted generation of one image, which is ready. */
  picture(viewer: Viewer, options?: Partial<GenerationOptions>): Promise<{ id: string; image: Image }>;
  /** The accepted image that is made from another. */
  child(viewer: Viewer, imageId: string, action?: Action, idempotencyKey?: string): Promise<Image>;
  close(): Promise<void>;
}

export const silent: Logger = createLogger('test', 'error');

export async function startBench(postgres: TestPostgres): Promise<Bench> {
  const connection = connect(await postgres.createDatabase(), 12, silent);
  await migrate(connection.db);
  const stored = new Map<string, number>();
  const objects: ObjectStore = {
    ensureBucket: () => Promise.resolve(),
    signDownload: (key) => Promise.resolve(`http://store/${key}?signed`),
    signUpload: ({ key }) => Promise.resolve({ url: `http://store/${key}`, headers: {} }),
    sizeOf: (key) => {
      const anySize = key.endsWith('.thumbnail') ? sizes.thumbnail : sizes.original;
      return Promise.resolve(stored.size === 0 ? anySize : stored.get(key));
    },
    keysUnder: (prefix) => Promise.resolve([...stored.keys()].filter((key) => key.startsWith(prefix))),
    remove: (keys) => {
      for (const key of keys) stored.delete(key);
      return Promise.resolve();
    },
  };
  const manifests: Manifest[] = [paintManifest('test-model'), upscaleManifest(), matteManifest()];
  const context: CatalogContext = {
    db: connection.db,
    objects,
    models: shelfOf(manifests),
    metrics: createMetrics(new Registry()),
    log: silent,
    now: () => new Date(),
    wakeOutbox: () => undefined,
  };
  const generation: Bench['generation'] = async (viewer, options = {}) => {
    const { generation } = await createGeneration(context, requestOf(viewer, options));
    const images = (generation?.images ?? []) as Image[];
    return { id: generation?.id ?? '', images };
  };
  return {
    context,
    connection,
    stored,
    manifests,
    user: async (handle, plan = 'pro', admin = false) =>
      viewerOf({ id: await upsertUser(connection.db, { handle, plan, admin }), handle, plan, admin }),
    generation,
    picture: async (viewer, options = {}) => {
      const { id, images } = await generation(viewer, { ...options, count: 1 });
      const [image] = images as [Image];
      await recordResult(context, leaseOf(image), resultOf(leaseOf(image)));
      return { id, image };
    },
    child: async (viewer, imageId, action = 'ACTION_UPSCALE', idempotencyKey = '') => {
      const request = { viewer, imageId, action, idempotencyKey, requestId: 'req-1' };
      const { generation } = await transformImage(context, request);
      const [image] = (generation?.images ?? []) as [Image];
      return image;
    },
    close: () => connection.close(),
  };
}

function shelfOf(manifests: readonly Manifest[]): ModelShelf {
  const all = <Stage extends Manifest['stage']>(stage: Stage) =>
    manifests.filter((manifest): manifest is ManifestOf<Stage> => manifest.stage === stage);
  return {
    list: () => Promise.resolve([]),
    painter: (id) => Promise.resolve(all('paint').find((manifest) => manifest.id === id)),
    firstOf: (stage) => Promise.resolve(all(stage)[0]),
  };
}

export const optionsOf = (options: Partial<GenerationOptions> = {}): GenerationOptions => ({
  prompt: 'a lighthouse in the fog',
  negativePrompt: '',
  count: 4,
  visibility: 'VISIBILITY_PUBLIC',
  model: 'test-model',
  seed: 7,
  width: 512,
  height: 512,
  steps: 8,
  guidance: 4,
  sampler: 'DDIMScheduler',
  magicPrompt: 'MAGIC_PROMPT_OFF',
  ...options,
});

export const requestOf = (viewer: Viewer, options: Partial<GenerationOptions> = {}, idempotencyKey = '') => ({
  viewer,
  options: optionsOf(options),
  idempotencyKey,
  requestId: 'req-1',
});

export const leaseOf = (image: Pick<Image, 'id'>, number = 1, epoch = 1): Lease => ({
  taskId: image.id,
  epoch,
  number,
  nodeId: 'node-1',
  nodeAddress: '127.0.0.1:1',
});

const sizes = { original: 1_000, thumbnail: 100 };

export const resultOf = (lease: Lease): RecordResultRequest => ({
  lease,
  sha256: 'a'.repeat(64),
  sizeBytes: sizes.original,
  width: 512,
  height: 512,
  gpuMs: 250,
  thumbhash: 'aGFzaA==',
  thumbnailSha256: 'b'.repeat(64),
  thumbnailSizeBytes: sizes.thumbnail,
});

/** The reason of a refusal, or what came instead of one. */
export const reasonOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof ReasonError ? error.reason : `no reason: ${String(error)}`;
};

/** A viewer without credentials. */
export const stranger: Viewer = { userId: '', plan: 'PLAN_UNSPECIFIED', admin: false, handle: '' };
