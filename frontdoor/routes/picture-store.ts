import { addAbortSignal, type Readable } from 'node:stream';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type ObjectStoreSettings, createObjectStore } from '@quartet/service-kit/object-store.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';

/** Reads stored files. */
export interface PictureStore {
  /** @throws ReasonError `unavailable` when the store does not answer in time. */
  read(objectKey: string): Promise<Readable>;
}

/** Until the first byte: the store answers in milliseconds, or in seconds after a restart. */
const openDeadlineMs = 10_000;
/** Until the last byte: a picture of some megabytes over a slow line. */
const readDeadlineMs = 120_000;

/** The bucket, over S3. */
export function connectPictureStore(settings: ObjectStoreSettings): PictureStore {
  const { client, bucket } = createObjectStore(settings);
  return {
    read: async (objectKey) => {
      try {
        const opening = client.getObject(bucket, objectKey);
        const stream = await withinDeadline(opening, openDeadlineMs, (late) => late.destroy());
        return addAbortSignal(AbortSignal.timeout(readDeadlineMs), stream);
      } catch (cause) {
        throw new ReasonError('REASON_UNAVAILABLE', {}, { cause });
      }
    },
  };
}
