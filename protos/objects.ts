import type { FileKind, Lease } from './generated/index.ts';

/**
 * Where a file lies in the bucket. The lease is part of the key, so that a superseded lease can never overwrite the
 * picture that was recorded.
 */
export function objectKey(lease: Pick<Lease, 'taskId' | 'epoch' | 'number'>, kind: FileKind): string {
  const suffix = kind === 'FILE_KIND_THUMBNAIL' ? '.thumbnail.webp' : '.png';
  return `images/${lease.taskId}/${lease.epoch}-${lease.number}${suffix}`;
}
