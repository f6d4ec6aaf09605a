import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const prefix = '.scratch-';
/** A scratch folder's time is renewed this often while its process lives. */
const renewMs = 30_000;
/** One that was not renewed for this long has lost its process. */
const staleMs = 20 * renewMs;

/**
 * Does work in a folder of its own, which is removed in the end, however the work ends. What killed processes have left
 * under the same parent is removed too.
 * @param parent made when it is missing; what is moved from the scratch folder into it is moved at once, never half
 */
export async function withScratch<Result>(parent: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(parent, { recursive: true });
  await removeStale(parent);
  const folder = await mkdtemp(join(parent, prefix));
  // Fails only when somebody has taken the folder away, and then the work itself will say so.
  const renewal = setInterval(() => void utimes(folder, new Date(), new Date()).catch(() => undefined), renewMs);
  try {
    return await work(folder);
  } finally {
    clearInterval(renewal);
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeStale(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(parent, name);
    // Whoever works there may remove it at this moment.
    const renewed = await stat(path).catch(() => undefined);
    if (renewed && Date.now() - renewed.mtimeMs > staleMs) await rm(path, { recursive: true, force: true });
  }
}
