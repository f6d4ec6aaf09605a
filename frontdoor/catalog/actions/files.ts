import type {
  FileKind,
  LocateFileResponseInput,
  SignUploadRequest,
  SignUploadResponseInput,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import { type StoredKind, checkpointKey, checkpointLimitBytes, objectKey } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { pngAllowed } from '../../policy/visibility.ts';
import type { CatalogContext } from '../context.ts';
import { mediaTypes, pictureKind, storedKind } from '../objects.ts';
import { isOpen, peekImage } from '../tables/images.ts';
import { shownImage } from '../tables/shown-images.ts';

/** The greatest picture that is signed for: 4096 x 4096 pixels without compression. */
const pictureLimitBytes = 64 * 1024 * 1024;

/** Signs one PUT of one file of an image that has not ended. An older lease may upload too: its result may come first. */
export async function signUpload(
  context: CatalogContext,
  { lease, kind, sizeBytes, sha256, mediaType }: SignUploadRequest,
): Promise<SignUploadResponseInput> {
  if (!lease) throw new ReasonError('REASON_INVALID_FIELD', { field: 'lease' });
  const stored = storedKind(kind);
  if (mediaType !== mediaTypes[stored]) throw new ReasonError('REASON_INVALID_FIELD', { field: 'media_type' });
  requireFile(stored, { sizeBytes, sha256 });
  const image = await peekImage(context.db, lease.taskId);
  if (!image) throw new ReasonError('REASON_NOT_FOUND');
  if (!isOpen(image)) throw new ReasonError('REASON_ALREADY_ENDED');
  const key = stored === 'FILE_KIND_CHECKPOINT' ? checkpointKey(lease, sha256) : objectKey(lease, stored);
  const { url, headers } = await context.objects.signUpload({ key, sizeBytes, sha256, mediaType });
  return { url, headers: { ...headers }, objectKey: key };
}

/** Refused with `invalid_field` unless this can be such a file. */
export function requireFile(
  kind: StoredKind,
  { sizeBytes, sha256 }: { readonly sizeBytes: number; readonly sha256: string },
): void {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ReasonError('REASON_INVALID_FIELD', { field: 'sha256' });
  const limitBytes = kind === 'FILE_KIND_CHECKPOINT' ? checkpointLimitBytes : pictureLimitBytes;
  if (!(sizeBytes > 0 && sizeBytes <= limitBytes))
    throw new ReasonError('REASON_INVALID_FIELD', { field: 'size_bytes' });
}

/** Where a ready image's file lies, for a viewer who may see it; else refused with `not_found`. */
export async function locateFile(
  context: CatalogContext,
  viewer: Viewer,
  imageId: string,
  kind: FileKind,
): Promise<LocateFileResponseInput> {
  const stored = pictureKind(kind);
  const image = await shownImage(context.db, viewer, imageId);
  const { result_epoch: epoch, result_number: number } = image;
  if (image.status !== 'ready' || epoch === null || number === null) throw new ReasonError('REASON_NOT_FOUND');
  const original = stored === 'FILE_KIND_ORIGINAL';
  return {
    objectKey: objectKey({ taskId: image.id, epoch, number }, stored),
    mediaType: mediaTypes[stored],
    sizeBytes: (original ? image.size_bytes : image.thumbnail_size_bytes) ?? 0,
    sha256: (original ? image.sha256 : image.thumbnail_sha256) ?? '',
    pngAllowed: pngAllowed(viewer, image),
  };
}
