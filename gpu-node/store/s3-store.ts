import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Manifest, parseManifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import {
  type ModelFolders,
  type S3Location,
  manifestName,
  modelBucket,
  modelFolders,
} from '@quartet/service-kit/model-folders.ts';
import { type ObjectStore, listObjects } from '@quartet/service-kit/object-store.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';
import { stallLimitMs } from './file-streams.ts';
import { inParallel } from './in-parallel.ts';
import { listModels } from './list-models.ts';
import { NodeCache } from './node-cache.ts';
import type { ModelStore, StoreListing, StoredModel } from './open-store.ts';
import { withScratch } from './scratch-folder.ts';
import type { StoreSettings } from './store-settings.ts';
import { fileWidth } from './verify-files.ts';

/** Models under a prefix of a bucket, each file an object; what is fetched is kept in a cache on this machine. */
export class S3Store implements ModelStore {
  readonly #objects: ObjectStore;
  readonly #prefix: string;
  readonly #folders: ModelFolders;
  readonly #cacheFolder: string;
  readonly #cache: NodeCache;

  /** @throws ConfigError when the settings do not say how to reach S3 */
  constructor(location: S3Location, settings: StoreSettings) {
    this.#objects = modelBucket(location, settings);
    this.#prefix = location.prefix;
    this.#folders = modelFolders(location, settings);
    this.#cacheFolder = settings.QUARTET_NODE_MODEL_CACHE;
    this.#cache = new NodeCache(this.#cacheFolder, settings.QUARTET_NODE_MODEL_CACHE_GB * 1e9);
  }

  list(): Promise<StoreListing> {
    return listModels(this.#folders);
  }

  async fetch(model: StoredModel): Promise<string> {
    try {
      return await this.#cache.take(model, (file) => this.open(model, file));
    } catch (error) {
      throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
    }
  }

  open({ folder }: StoredModel, file: string): Promise<Readable> {
    const opening = this.#objects.client.getObject(this.#objects.bucket, this.#key(folder, file));
    // Whoever reads it watches over it only from here on.
    return withinDeadline(opening, stallLimitMs, (late) => late.destroy());
  }

  async add(build: (folder: string) => Promise<string>): Promise<Manifest> {
    return withScratch(this.#cacheFolder, async (scratch) => {
      const built = join(scratch, 'model');
      await mkdir(built);
      const name = await build(built);
      const found = await this.#keysOf(name);
      if (found.includes(this.#key(name, manifestName))) throw new Error(`${name} is in the store already`);
      // What an upload that was killed has left.
      await this.#removeKeys(found);
      const manifest = parseManifest(await readFile(join(built, manifestName), 'utf8'));
      try {
        await inParallel(Object.keys(manifest.files), fileWidth, (file) => this.#upload(built, name, file));
        // Last: it makes the folder a model.
        await this.#upload(built, name, manifestName);
        return manifest;
      } catch (error) {
        await this.remove(name);
        throw error;
      }
    });
  }

  async remove(folder: string): Promise<void> {
    await this.#removeKeys([this.#key(folder, manifestName)]);
    await this.#removeKeys(await this.#keysOf(folder));
  }

  async #upload(built: string, folder: string, file: string): Promise<void> {
    const { client, bucket } = this.#objects;
    const path = join(built, file);
    const { size } = await stat(path);
    await client.putObject(bucket, this.#key(folder, file), createReadStream(path), size);
  }

  async #removeKeys(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.#objects.client.removeObjects(this.#objects.bucket, keys);
  }

  async #keysOf(folder: string): Promise<string[]> {
    return (await listObjects(this.#objects, this.#key(folder, ''))).map(({ key }) => key);
  }

  #key(folder: string, file: string): string {
    return `${this.#prefix}${folder}/${file}`;
  }
}
