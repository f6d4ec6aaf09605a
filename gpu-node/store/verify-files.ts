import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { Manifest } from '@quartet/protos/manifest.ts';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { type Digested, digestOf } from './file-streams.ts';
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

/**
 * Reads a file and compares its digest with the one the manifest names.
 * @returns its bytes
 * @throws Error that names the file
 */
export async function verifyFile(name: string, want: string, read: () => Promise<Digested>): Promise<number> {
  assertFileName(name);
  const { sha256, sizeBytes } = await read().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} cannot be read: ${why}`, { cause: error });
  });
  if (sha256 !== want) throw new Error(`${name} is not the file quartet.json names`);
  return sizeBytes;
}

/** A file that is not what the manifest says, and why. */
export interface BadFile {
  readonly name: string;
  readonly error: unknown;
}

/** The files of a manifest that are missing or are not what their digest says, in its order. */
export async function findBadFiles({ files }: Manifest, open: (name: string) => Promise<Readable>): Promise<BadFile[]> {
  const errors = new Map<string, unknown>();
  await inParallel(Object.entries(files), fileWidth, async ([name, want]) => {
    await verifyFile(name, want, async () => digestOf(await open(name))).catch((error: unknown) => {
      errors.set(name, error);
    });
  });
  return Object.keys(files).flatMap((name) => (errors.has(name) ? [{ name, error: errors.get(name) }] : []));
}
