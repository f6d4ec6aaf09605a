import { randomBytes } from 'node:crypto';
import { linkSync, renameSync, rmSync } from 'node:fs';
import { readJson, writePrivateJson } from './files.ts';
import { type ProcessIdentity, identify, isAlive } from './process-identity.ts';
import { StackError } from './stack-error.ts';

/** A held lock. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder for this process. The lock of a process that has died, in whatever way, is taken over.
 * @throws StackError when a running process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  const path = `${folder}/lock.json`;
  const own = identify(process.pid);
  if (!own) throw new Error('this process cannot identify itself');
  const unlinked = `${path}.${randomBytes(4).toString('hex')}`;
  writePrivateJson(unlinked, own);
  try {
    while (!tryLink(unlinked, path)) removeStale(path, folder);
  } finally {
    rmSync(unlinked, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** `link` makes the lock with its content in one step, and fails if there is one. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a dead process. It is moved aside before it is judged: two starters may both have found it stale,
 * and the slower one must not remove the lock that the faster one has taken meanwhile.
 */
function removeStale(path: string, folder: string): void {
  refuseIfHeld(readJson(path) as ProcessIdentity | undefined, folder);
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = readJson(aside) as ProcessIdentity | undefined;
  if (holder && isAlive(holder)) tryLink(aside, path);
  rmSync(aside, { force: true });
  refuseIfHeld(holder, folder);
}

function refuseIfHeld(holder: ProcessIdentity | undefined, folder: string): void {
  if (!holder || !isAlive(holder)) return;
  throw new StackError(
    `${folder} is in use by another stack (process ${holder.pid}): stop that one, or set QUARTET_HOME to another folder.`,
  );
}
