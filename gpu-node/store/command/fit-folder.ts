import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { fitLatentRgb } from '../import/fit-latent-rgb.ts';
import { readVerifiedFolder } from '../model-folder.ts';

/**
 * Fits the projection of previews anew and writes it into a sealed folder's `quartet.json`.
 * @returns how far fitted colours are from true ones, in grey levels
 * @throws Error when the folder is not that of a model that paints
 */
export async function fitFolder(path: string): Promise<number> {
  const folder = await readVerifiedFolder(path);
  if (folder.stage !== 'paint') throw new Error('only models that paint have latents');
  const { latentRgb, residual } = await fitLatentRgb(folder);
  const file = join(path, manifestName);
  const manifest = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, `${JSON.stringify({ ...manifest, latent_rgb: latentRgb }, undefined, 2)}\n`);
  return residual;
}
