import { join, posix } from 'node:path';
import type { Manifest } from '@quartet/protos/manifest.ts';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { withDigester } from './digester.ts';
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
 * Compares a file's digest with the one the manifest names.
 * @throws Error that names the file
 */
export async function verifyFile(name: string, want: string, digest: () => Promise<string>): Promise<void> {
  assertFileName(name);
  const sha256 = await digest().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} cannot be read: ${why}`, { cause: error });
  });
  if (sha256 !== want) throw new Error(`${name} is not the file quartet.json names`);
}

/** A file that is not what the manifest says, and why. */
export interface BadFile {
  readonly name: string;
  readonly error: unknown;
}

/** The files of a manifest that are missing or are not what their digest says, in its order. */
export async function findBadFiles({ files }: Manifest, digest: (name: string) => Promise<string>): Promise<BadFile[]> {
  const errors = new Map<string, unknown>();
  await inParallel(Object.entries(files), fileWidth, async ([name, want]) => {
    await verifyFile(name, want, () => digest(name)).catch((error: unknown) => {
      errors.set(name, error);
    });
  });
  return Object.keys(files).flatMap((name) => (errors.has(name) ? [{ name, error: errors.get(name) }] : []));
}

/**
 * Verifies every file of a folder on this machine.
 * @throws Error that names the first that is bad
 */
export async function verifyFolder(path: string, manifest: Manifest): Promise<void> {
  const [bad] = await withDigester((digester) => findBadFiles(manifest, (name) => digester.digest(join(path, name))));
  if (bad) throw bad.error;
}
