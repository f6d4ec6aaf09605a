import { addAbortSignal, type Readable } from 'node:stream';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type ObjectStoreSettings, createObjectStore } from '@quartet/service-kit/object-store.ts';

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
      const opening = client.getObject(bucket, objectKey);
      const stream = await withinDeadline(opening, openDeadlineMs);
      return addAbortSignal(AbortSignal.timeout(readDeadlineMs), stream);
    },
  };
}

/** What opens too late is closed at once. */
async function withinDeadline(opening: Promise<Readable>, deadlineMs: number): Promise<Readable> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      opening.then((stream) => stream.destroy()).catch(() => undefined);
      reject(new ReasonError('REASON_UNAVAILABLE'));
    }, deadlineMs);
  });
  try {
    return await Promise.race([opening, late]);
  } catch (cause) {
    throw new ReasonError('REASON_UNAVAILABLE', {}, { cause });
  } finally {
    clearTimeout(timer);
  }
}
