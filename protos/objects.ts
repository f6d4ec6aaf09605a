import type { FileKind, Lease } from './generated/index.ts';
import { leaseName } from './leases.ts';

/** The kinds of file that are stored. */
export type StoredKind = Exclude<FileKind, 'FILE_KIND_UNSPECIFIED'>;
/** The kinds that people may be shown. */
export type PictureKind = Exclude<StoredKind, 'FILE_KIND_CHECKPOINT'>;

/** The greatest checkpoint that is stored: latents of 16 channels for 2048 x 2048 pixels with seven more of their size. */
export const checkpointLimitBytes = 32 * 1024 * 1024;

const checkpointSuffix = '.checkpoint';

type LeaseOfTask = Pick<Lease, 'taskId' | 'epoch' | 'number'>;

/** What the keys of all files of an image begin with. */
export function objectsPrefix(imageId: string): string {
  return `images/${imageId}/`;
}

/**
 * Where a picture lies in the bucket. The lease is part of the key, so that a superseded lease can never overwrite the
 * picture that was recorded.
 */
export function objectKey(lease: LeaseOfTask, kind: PictureKind): string {
  const suffix = kind === 'FILE_KIND_THUMBNAIL' ? '.thumbnail' : '';
  return `${objectsPrefix(lease.taskId)}${leaseName(lease)}${suffix}`;
}

/**
 * Where a checkpoint lies in the bucket. Its digest is part of the key, so that what was recorded stays what it is while a
 * newer one of the same lease is stored.
 *
 * @param sha256 lower-case hex
 */
export function checkpointKey(lease: LeaseOfTask, sha256: string): string {
  return `${objectsPrefix(lease.taskId)}${leaseName(lease)}.${sha256}${checkpointSuffix}`;
}

/** Whether a key is that of a checkpoint. */
export function isCheckpointKey(key: string): boolean {
  return key.endsWith(checkpointSuffix);
}
