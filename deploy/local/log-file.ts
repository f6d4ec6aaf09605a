import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';

/** A log of this size is set aside, once, when its process starts: two files a process at most. */
const rotateAtBytes = 16 * 1024 * 1024;

/** Enough for the last lines of any log. */
const tailBytes = 16 * 1024;

/** Opens a log for appending; the file descriptor is the caller's to close. */
export function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > rotateAtBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The last lines of a log, oldest first. */
export function lastLines(path: string, count: number): string[] {
  const file = openSync(path, 'r');
  try {
    const { size } = statSync(path);
    const buffer = Buffer.alloc(Math.min(size, tailBytes));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').split('\n').filter(Boolean).slice(-count);
  } finally {
    closeSync(file);
  }
}
