import { createHash } from 'node:crypto';
import { parseManifest } from '@quartet/protos/manifest.ts';
import { type ListedFolder, type ModelFolders, manifestName } from '@quartet/service-kit/model-folders.ts';
import type { BrokenModel, StoreListing, StoredModel } from './open-store.ts';

/** Lists the models among a store's folders. */
export async function listModels(folders: ModelFolders): Promise<StoreListing> {
  const models = new Map<string, StoredModel>();
  const broken: BrokenModel[] = [];
  for (const listed of await folders.list()) {
    let id: string | undefined;
    try {
      const bytes = await listed.manifest();
      if (!bytes) continue;
      const manifest = parseManifest(bytes.toString());
      ({ id } = manifest);
      if (models.has(id)) throw new Error('another folder has this id');
      const digest = createHash('sha256').update(bytes).digest('hex');
      const sizeBytes = await totalBytes(listed, Object.keys(manifest.files));
      models.set(id, { folder: listed.name, manifest, digest, sizeBytes });
    } catch (error) {
      broken.push({ folder: listed.name, id, error });
    }
  }
  return { models: [...models.values()], broken };
}

async function totalBytes(folder: ListedFolder, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all([manifestName, ...files].map((file) => folder.sizeOf(file)));
  return sizes.reduce((sum: number, size) => sum + (size ?? 0), 0);
}
