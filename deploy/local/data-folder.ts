import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { endLeftovers } from './processes.ts';
import { StackError } from './stack-error.ts';

/** Its presence says that a folder was made by this program, so that nobody's own files are ever taken for a stack's. */
const marker = 'quartet-data';
const markerText = 'The data of a local Quartet stack. `npm start -- --fresh` deletes all that is in this folder.\n';

/** A data folder that is this process's alone. */
export interface DataFolder {
  readonly path: string;
  /** Names of processes that an earlier stack had left running here; they have been ended. */
  readonly endedLeftovers: readonly string[];
  release(): void;
}

/**
 * Makes or opens the data folder, takes it for this process and ends what an earlier stack has left running in it.
 *
 * @param fresh deletes what the folder holds.
 * @throws StackError when another stack runs in it, or it is somebody else's folder.
 */
export async function openDataFolder(path: string, fresh: boolean): Promise<DataFolder> {
  mkdirSync(path, { recursive: true });
  if (!existsSync(`${path}/${marker}`) && readdirSync(path).length > 0) {
    throw new StackError(
      `${path} holds files that are not a stack's: set QUARTET_HOME to a folder that is empty or does not exist.`,
    );
  }
  // As root PostgreSQL runs as another user, who must pass through this folder. What is secret in it has a mode of its own.
  chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
  writeFileSync(`${path}/${marker}`, markerText);
  const lock: FolderLock = lockFolder(path);
  try {
    const endedLeftovers = await endLeftovers(path);
    if (fresh) removeContent(path, [marker, 'lock.json']);
    // Whoever reads it finds this start's facts or none.
    rmSync(`${path}/stack.json`, { force: true });
    mkdirSync(`${path}/logs`, { recursive: true, mode: 0o700 });
    return { path, endedLeftovers, release: () => lock.release() };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function removeContent(path: string, except: readonly string[]): void {
  for (const name of readdirSync(path)) {
    if (!except.includes(name)) rmSync(`${path}/${name}`, { recursive: true, force: true });
  }
}
