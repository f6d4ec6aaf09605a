import { mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Where downloads are kept, made if it is not there: XDG_CACHE_HOME or the system's place for a user's caches. As root,
 * PostgreSQL runs as another user who cannot enter a closed home: then it is /var/cache, root's place for all users.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>}
 */
export async function cacheFolder(env = process.env) {
  const home = env.HOME || homedir();
  const usual = process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
  const isRoot = process.getuid?.() === 0;
  const closedHome = isRoot && !env.XDG_CACHE_HOME && !(await isPassable(home));
  const folder = join(closedHome ? '/var/cache' : env.XDG_CACHE_HOME || usual, 'quartet');
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Whether other users may pass through a folder and all above it. */
async function isPassable(folder) {
  for (let path = folder; ; path = dirname(path)) {
    const { mode } = await stat(path).catch(() => ({ mode: 0 }));
    if ((mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
