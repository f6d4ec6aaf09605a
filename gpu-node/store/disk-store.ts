import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type Manifest, parseManifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type ModelFolders, listDirectory, manifestName } from '@quartet/service-kit/model-folders.ts';
import { readPieces } from './file-streams.ts';
import { listModels } from './list-models.ts';
import type { ModelStore, StoreListing, StoredModel } from './open-store.ts';
import { withScratch } from './scratch-folder.ts';
import { verifyFolder } from './verify-files.ts';

/** Models in folders of this machine. */
export class DiskStore implements ModelStore {
  readonly #directory: string;
  readonly #folders: ModelFolders;

  constructor(directory: string) {
    this.#directory = directory;
    this.#folders = { list: () => listDirectory(directory) };
  }

  list(): Promise<StoreListing> {
    return listModels(this.#folders);
  }

  async fetch(model: StoredModel): Promise<string> {
    const path = join(this.#directory, model.folder);
    try {
      const bytes = await readFile(join(path, manifestName));
      const digest = createHash('sha256').update(bytes).digest('hex');
      if (digest !== model.digest) throw new Error('quartet.json has changed since the store was listed');
      await verifyFolder(path, model.manifest);
      return path;
    } catch (error) {
      throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
    }
  }

  async open({ folder }: StoredModel, file: string): Promise<Readable> {
    return readPieces(join(this.#directory, folder, file));
  }

  async add(build: (folder: string) => Promise<string>): Promise<Manifest> {
    return withScratch(this.#directory, async (scratch) => {
      const built = join(scratch, 'model');
      await mkdir(built);
      const name = await build(built);
      const manifest = parseManifest(await readFile(join(built, manifestName), 'utf8'));
      const place = join(this.#directory, name);
      if (await lstat(place).catch(() => undefined)) throw new Error(`${name} is in the store already`);
      await rename(built, place);
      return manifest;
    });
  }

  async remove(folder: string): Promise<void> {
    await withScratch(this.#directory, (scratch) => rename(join(this.#directory, folder), join(scratch, folder)));
  }
}
