import { createHash } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { objectKey } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { callUnary } from '@quartet/service-kit/grpc-client.ts';
import { isMissing } from '@quartet/service-kit/object-store.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';
import type { FinishInput, FinishResult } from '../definitions/activity-types.ts';
import { isBesideThePoint } from './beside-the-point.ts';
import { type ActivityContext, catalogDeadlineMs } from './context.ts';
import { makeThumbnail } from './thumbnail.ts';

const uploadDeadlineMs = 15_000;
/** Of each step of reading the picture. */
const readDeadlineMs = 10_000;

/** Makes and stores the thumbnail of a stored picture, then records the result: `ready` means that all of it exists. */
export async function finish(context: ActivityContext, input: FinishInput): Promise<FinishResult> {
  const { lease, picture, requestId } = input;
  const { catalog } = context;
  const options = { deadlineMs: catalogDeadlineMs, requestId };

  const original = await readOriginal(context, input);
  if (!original) return { kind: 'failed', reason: 'REASON_DIGEST_MISMATCH' };
  const thumbnail = await makeThumbnail(original);
  const thumbnailSha256 = sha256Of(thumbnail.webp);
  try {
    const grant = await callUnary(
      catalog,
      Catalog.service.SignUpload,
      {
        lease,
        kind: 'FILE_KIND_THUMBNAIL' as const,
        sizeBytes: thumbnail.webp.length,
        sha256: thumbnailSha256,
        mediaType: 'image/webp',
      },
      options,
    );
    const stored = await fetch(grant.url, {
      method: 'PUT',
      headers: grant.headers,
      body: new Uint8Array(thumbnail.webp),
      signal: AbortSignal.timeout(uploadDeadlineMs),
    });
    // Read to its end, so that the connection can be used again.
    await stored.arrayBuffer();
    if (!stored.ok) throw new ReasonError('REASON_UPLOAD_FAILED');
    await callUnary(
      catalog,
      Catalog.service.RecordResult,
      {
        lease,
        ...picture,
        thumbhash: thumbnail.thumbhash,
        thumbnailSha256,
        thumbnailSizeBytes: thumbnail.webp.length,
      },
      options,
    );
  } catch (error) {
    // The image has ended meanwhile: this picture is late, and swept.
    if (!isBesideThePoint(error)) throw error;
  }
  return { kind: 'ended' };
}

/**
 * The stored picture, or undefined when there is none or it is not the one that was painted: then only painting it again
 * helps, and no repetition of this activity.
 */
export async function readOriginal(
  { objects }: Pick<ActivityContext, 'objects'>,
  { lease, picture }: Pick<FinishInput, 'lease' | 'picture'>,
): Promise<Buffer | undefined> {
  const key = objectKey(lease, 'FILE_KIND_ORIGINAL');
  try {
    const { size } = await withinDeadline(objects.client.statObject(objects.bucket, key), readDeadlineMs);
    if (size !== picture.sizeBytes) return undefined;
    const opening = objects.client.getObject(objects.bucket, key);
    const stream = await withinDeadline(opening, readDeadlineMs, (late) => late.destroy());
    const bytes = await buffer(addAbortSignal(AbortSignal.timeout(readDeadlineMs), stream));
    return sha256Of(bytes) === picture.sha256 ? bytes : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
