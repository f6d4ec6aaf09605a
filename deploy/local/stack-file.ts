import type { DemoKeys } from './secrets.ts';
import { readJson, writePrivateJson } from './files.ts';

/** One process of a running stack. */
export interface StackEntry {
  /** host:port of its main listener. */
  readonly address: string;
  /** Where it speaks HTTP, or the connection URL of a database; absent for gRPC. */
  readonly url?: string;
  /** URL of its Prometheus metrics, where it has any. */
  readonly metrics?: string;
  /** The process's own; absent for a server that this stack did not start. */
  readonly pid?: number;
  /** Of the object store: the bucket of this stack and the keys that open it. */
  readonly bucket?: string;
  readonly access_key?: string;
  readonly secret_key?: string;
}

/** The parts of a stack and the servers under them, by the names they have in stack.json. */
export const stackRoles = [
  'frontdoor',
  'catalog',
  'worker',
  'scheduler',
  'nodes',
  'temporal',
  'redis',
  's3',
  'postgres',
] as const;
export type StackRole = (typeof stackRoles)[number];

/** What stack.json holds: complete before the stack says that it is ready. */
export type StackFacts = Readonly<Record<StackRole, readonly StackEntry[]>> & { readonly keys: DemoKeys };

/** Writes stack.json, which holds keys: mode 0600, whole or not at all. */
export function writeStackFile(folder: string, facts: StackFacts): void {
  writePrivateJson(stackPath(folder), facts);
}

/** The facts of the stack that runs in a data folder; undefined if none is complete. */
export function readStackFile(folder: string): StackFacts | undefined {
  return readJson(stackPath(folder)) as StackFacts | undefined;
}

/** Where stack.json stands. */
export function stackPath(folder: string): string {
  return `${folder}/stack.json`;
}
