import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest } from '@quartet/protos/manifest.ts';
import { type ModelFolder, readModelFolder } from './model-folder.ts';

/** A folder of the store that gives no model, and why. */
export interface BrokenModel {
  /** The folder's name. */
  readonly folder: string;
  /** The model's id, where the manifest is sound enough to say it. */
  readonly id: string | undefined;
  readonly error: unknown;
}

/** What a store holds. */
export interface ModelStore {
  readonly models: readonly ModelFolder[];
  readonly broken: readonly BrokenModel[];
}

/**
 * Reads every `<folder>/quartet.json` under a directory. A broken folder takes no other with it. Of two folders with one
 * id the first by name is the model, the other is broken.
 */
export async function readModelStore(directory: string): Promise<ModelStore> {
  const models = new Map<string, ModelFolder>();
  const broken: BrokenModel[] = [];
  const names = (await readdir(directory)).toSorted();
  for (const folder of names) {
    const path = join(directory, folder);
    const text = await readFile(join(path, 'quartet.json'), 'utf8').catch(absent);
    if (text === undefined) continue;
    let id: string | undefined;
    try {
      ({ id } = parseManifest(text));
      if (models.has(id)) throw new Error(`${folder}: another folder has this id`);
      models.set(id, await readModelFolder(path));
    } catch (error) {
      broken.push({ folder, id, error });
    }
  }
  return { models: [...models.values()], broken };
}

/** Files beside model folders, and folders without a manifest, are no models. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
