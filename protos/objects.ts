import type { FileKind, Lease } from './generated/index.ts';
import { leaseName } from './leases.ts';

/** The kinds of file that are stored. */
export type StoredKind = Exclude<FileKind, 'FILE_KIND_UNSPECIFIED'>;

/** What the keys of all files of an image begin with. */
export function objectsPrefix(imageId: string): string {
  return `images/${imageId}/`;
}

/**
 * Where a file lies in the bucket. The lease is part of the key, so that a superseded lease can never overwrite the
 * picture that was recorded.
 */
export function objectKey(lease: Pick<Lease, 'taskId' | 'epoch' | 'number'>, kind: StoredKind): string {
  const suffix = kind === 'FILE_KIND_THUMBNAIL' ? '.thumbnail' : '';
  return `${objectsPrefix(lease.taskId)}${leaseName(lease)}${suffix}`;
}
