import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Manifest } from '@quartet/protos/manifest.ts';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { digestOf } from './file-streams.ts';
import { inParallel } from './in-parallel.ts';

/** Files that are read at a time. */
export const fileWidth = 3;

/**
 * Whether a name is one that a model's file may have: a relative path that stays inside the folder.
 * @throws Error that says what is wrong with it
 */
export function assertFileName(name: string): void {
  if (posix.isAbsolute(name) || name.split('/').includes('..')) throw new Error(`${name} lies outside the folder`);
  const isPlain = name.split('/').every((part) => part !== '' && !part.startsWith('.')) && !/[\\\0]/.test(name);
  if (!isPlain || name === manifestName) throw new Error(`${JSON.stringify(name)} is no name for a file of a model`);
}

/** A file that is not what the manifest says, and why. */
export interface BadFile {
  readonly name: string;
  readonly error: Error;
}

/** The files of a manifest that are missing or are not what their digest says, in its order. */
export async function findBadFiles(
  { files }: Manifest,
  open: (name: string) => Promise<Readable> | Readable,
): Promise<BadFile[]> {
  const bad = new Map<string, Error>();
  await inParallel(Object.entries(files), fileWidth, async ([name, want], signal) => {
    try {
      assertFileName(name);
      const { sha256 } = await digestOf(await open(name), signal);
      if (sha256 !== want) throw new Error(`${name} is not the file quartet.json names`);
    } catch (error) {
      bad.set(name, error instanceof Error ? error : new Error(String(error)));
    }
  });
  return Object.keys(files).flatMap((name) => {
    const error = bad.get(name);
    return error ? [{ name, error }] : [];
  });
}
