/**
 * The folders of a model store: a directory, or `s3://bucket/prefix`. Each folder that holds a `quartet.json` is a model.
 * Nodes read models from here and the catalog what to offer; weights are never read by a listing.
 */
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Static, TObject } from 'typebox';
import { ConfigError, type modelObjectSettings } from './config.ts';
import { type ListedObject, type ObjectStore, createObjectClient, isMissing, listObjects } from './object-store.ts';
import { withinDeadline } from './within-deadline.ts';

/** The file that makes a folder a model. */
export const manifestName = 'quartet.json';

/** Where S3 is; absent where the store is a directory. */
export type ModelObjectSettings = Static<TObject<typeof modelObjectSettings>>;

/** Where a store is. `prefix` is empty or ends with a slash. */
export type StoreLocation = { readonly kind: 'disk'; readonly folder: string } | S3Location;

export interface S3Location {
  readonly kind: 's3';
  readonly bucket: string;
  readonly prefix: string;
}

/** A folder of the store. */
export interface ListedFolder {
  readonly name: string;
  /** The bytes of its `quartet.json`; undefined where there is none. */
  manifest(): Promise<Buffer | undefined>;
  /** Bytes of a file, by its path inside the folder; undefined where there is none. */
  sizeOf(file: string): Promise<number | undefined>;
}

/** The folders of a store, by name. */
export interface ModelFolders {
  list(): Promise<readonly ListedFolder[]>;
}

/**
 * Reads `s3://bucket/prefix` or a directory's path.
 * @throws ConfigError for an S3 location without a bucket
 */
export function parseStoreLocation(location: string): StoreLocation {
  if (!location.startsWith('s3://')) return { kind: 'disk', folder: location };
  const [bucket = '', ...rest] = location.slice('s3://'.length).split('/');
  const prefix = rest.filter((part) => part !== '').join('/');
  if (!bucket) throw new ConfigError('a model store in S3 is named as s3://bucket/prefix');
  return { kind: 's3', bucket, prefix: prefix && `${prefix}/` };
}

/**
 * The bucket that a store's models lie in.
 * @throws ConfigError that names the settings that are missing
 */
export function modelBucket({ bucket }: S3Location, settings: ModelObjectSettings): ObjectStore {
  const { QUARTET_S3_URL, QUARTET_S3_REGION, QUARTET_S3_ACCESS_KEY, QUARTET_S3_SECRET_KEY } = settings;
  if (!QUARTET_S3_URL || !QUARTET_S3_ACCESS_KEY || !QUARTET_S3_SECRET_KEY) {
    throw new ConfigError(
      'a model store in S3 needs the settings QUARTET_S3_URL, QUARTET_S3_ACCESS_KEY and QUARTET_S3_SECRET_KEY',
    );
  }
  const reach = { QUARTET_S3_URL, QUARTET_S3_REGION, QUARTET_S3_ACCESS_KEY, QUARTET_S3_SECRET_KEY };
  return { client: createObjectClient(reach), bucket };
}

/**
 * The model folders at a location.
 * @throws ConfigError when the location is in S3 and the settings do not say how to reach it
 */
export function modelFolders(location: StoreLocation, settings: ModelObjectSettings): ModelFolders {
  if (location.kind === 'disk') return { list: () => listDirectory(location.folder) };
  return new BucketFolders(modelBucket(location, settings), location.prefix);
}

/** The folders of a directory. */
export async function listDirectory(directory: string): Promise<ListedFolder[]> {
  // What is still being imported, or already removed, has a name that begins with a dot.
  const names = (await readdir(directory)).filter((name) => !name.startsWith('.')).toSorted();
  return names.map((name) => ({
    name,
    manifest: () => readFile(join(directory, name, manifestName)).catch(absent),
    sizeOf: async (file) => (await stat(join(directory, name, file)).catch(absent))?.size,
  }));
}

/** Files beside model folders, and folders without a manifest, are no models. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}

/**
 * A manifest that is not there after this long never comes. Longer than whoever lists models waits for all of them, so that
 * a store that is slow is not taken for one whose models are broken.
 */
const manifestLimitMs = 30_000;

/** Folders under a prefix. A manifest is read once and again only when its object has changed. */
class BucketFolders implements ModelFolders {
  readonly #store: ObjectStore;
  readonly #prefix: string;
  readonly #manifests = new Map<string, { readonly etag: string; readonly bytes: Buffer }>();

  constructor(store: ObjectStore, prefix: string) {
    this.#store = store;
    this.#prefix = prefix;
  }

  async list(): Promise<ListedFolder[]> {
    const objects = await listObjects(this.#store, this.#prefix);
    const folders = new Map<string, Map<string, ListedObject>>();
    for (const object of objects) {
      const [folder = '', ...rest] = object.key.slice(this.#prefix.length).split('/');
      if (!folder || rest.length === 0) continue;
      const files = folders.get(folder) ?? new Map<string, ListedObject>();
      folders.set(folder, files.set(rest.join('/'), object));
    }
    const keys = new Set(objects.map(({ key }) => key));
    for (const key of this.#manifests.keys()) if (!keys.has(key)) this.#manifests.delete(key);
    return [...folders]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, files]) => ({
        name,
        manifest: () => this.#read(files.get(manifestName)),
        sizeOf: async (file) => files.get(file)?.sizeBytes,
      }));
  }

  async #read(object: ListedObject | undefined): Promise<Buffer | undefined> {
    if (!object) return undefined;
    const known = this.#manifests.get(object.key);
    if (known?.etag === object.etag) return known.bytes;
    try {
      const bytes = await this.#bytesOf(object.key);
      this.#manifests.set(object.key, { etag: object.etag, bytes });
      return bytes;
    } catch (error) {
      // Removed since it was listed.
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #bytesOf(key: string): Promise<Buffer> {
    const opening = this.#store.client.getObject(this.#store.bucket, key);
    try {
      return await withinDeadline(opening.then(buffer), manifestLimitMs);
    } catch (error) {
      // Whether it came too late or stopped half-way, its connection is given back.
      opening.then(
        (stream) => stream.destroy(),
        () => undefined,
      );
      throw error;
    }
  }
}
