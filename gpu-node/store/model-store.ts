import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelFolder, readModelFolder } from './model-folder.ts';

/** A folder of the store that gives no model, and why. */
export interface BrokenModel {
  /** The folder's name. */
  readonly folder: string;
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
    if (!(await exists(join(path, 'quartet.json')))) continue;
    try {
      const model = await readModelFolder(path);
      if (models.has(model.manifest.id)) throw new Error(`${folder}: another folder has this id`);
      models.set(model.manifest.id, model);
    } catch (error) {
      broken.push({ folder, error });
    }
  }
  return { models: [...models.values()], broken };
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
