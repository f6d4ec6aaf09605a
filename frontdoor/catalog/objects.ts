/** The object store: where pictures lie, how a node may put one there, and whether it did. */
import type { FileKind } from '@quartet/protos/generated/index.ts';
import type { PictureKind, StoredKind } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type ObjectStoreSettings, createObjectStore, isMissing } from '@quartet/service-kit/object-store.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';
import { AwsV4Signer } from 'aws4fetch';
import { type BucketItem, S3Error } from 'minio';

/** One PUT that is allowed. */
export interface SignedUpload {
  readonly url: string;
  /** Must be sent as they are. The body's length is signed too; every client sends it by itself. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The file that an upload is signed for; nothing else passes. */
export interface UploadedFile {
  readonly key: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly mediaType: string;
}

export interface ObjectStore {
  /** Makes the bucket if it is missing. Throws while the store is away or does not answer. */
  ensureBucket(): Promise<void>;
  signUpload(file: UploadedFile): Promise<SignedUpload>;
  /** URL of one GET of an object, valid for 60 s. */
  signDownload(key: string): Promise<string>;
  /** Bytes of an object, or undefined when there is none. Refused with `unavailable` when the store does not answer. */
  sizeOf(key: string): Promise<number | undefined>;
  /** Keys that begin with a prefix. Meant for the few files of one image. */
  keysUnder(prefix: string): Promise<readonly string[]>;
  remove(keys: readonly string[]): Promise<void>;
}

export const mediaTypes = {
  FILE_KIND_ORIGINAL: 'image/png',
  FILE_KIND_THUMBNAIL: 'image/webp',
  FILE_KIND_CHECKPOINT: 'application/octet-stream',
} as const satisfies Record<StoredKind, string>;

/** Refused with `invalid_field` for no kind at all. */
export function storedKind(kind: FileKind): StoredKind {
  if (kind === 'FILE_KIND_UNSPECIFIED') throw new ReasonError('REASON_INVALID_FIELD', { field: 'kind' });
  return kind;
}

/** Refused with `invalid_field` for what nobody is shown. */
export function pictureKind(kind: FileKind): PictureKind {
  const stored = storedKind(kind);
  if (stored === 'FILE_KIND_CHECKPOINT') throw new ReasonError('REASON_INVALID_FIELD', { field: 'kind' });
  return stored;
}

/** How long a link is good for, whichever way: the product's bound. It is used at once, and a late task gets a new one. */
export const linkLifeSeconds = 60;
/** The store answers in milliseconds; who waits for longer is told that it does not. */
const answerDeadlineMs = 5_000;

/** The bucket, over S3. */
export function s3Store(settings: ObjectStoreSettings): ObjectStore {
  const { client, bucket } = createObjectStore(settings);
  const region = settings.QUARTET_S3_REGION;

  // By aws4fetch: minio's own presigner leaves content-length and content-type unsigned.
  async function sign(
    key: string,
    lifeSeconds: number,
    { method, headers }: { method: 'GET' | 'PUT'; headers: Record<string, string> },
  ): Promise<string> {
    const url = new URL(`/${bucket}/${key}`, settings.QUARTET_S3_URL);
    url.searchParams.set('X-Amz-Expires', String(lifeSeconds));
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers,
      accessKeyId: settings.QUARTET_S3_ACCESS_KEY,
      secretAccessKey: settings.QUARTET_S3_SECRET_KEY,
      service: 's3',
      region,
      signQuery: true,
      allHeaders: true,
    });
    return (await signer.sign()).url.href;
  }

  return {
    ensureBucket: async () => {
      if (await withinDeadline(client.bucketExists(bucket), answerDeadlineMs)) return;
      await withinDeadline(client.makeBucket(bucket, region), answerDeadlineMs).catch((error: unknown) => {
        // Another catalog was faster.
        if (!(error instanceof S3Error) || !error.code?.startsWith('BucketAlready')) throw error;
      });
    },
    signUpload: async (file) => {
      const headers = {
        'content-type': file.mediaType,
        'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
      };
      const signed = { ...headers, 'content-length': String(file.sizeBytes) };
      return { url: await sign(file.key, linkLifeSeconds, { method: 'PUT', headers: signed }), headers };
    },
    signDownload: (key) => sign(key, linkLifeSeconds, { method: 'GET', headers: {} }),
    sizeOf: async (key) => {
      try {
        return (await withinDeadline(client.statObject(bucket, key), answerDeadlineMs)).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw new ReasonError('REASON_UNAVAILABLE', {}, { cause: error });
      }
    },
    keysUnder: async (prefix) => {
      const listed = client.listObjectsV2(bucket, prefix, true).toArray() as Promise<BucketItem[]>;
      return (await withinDeadline(listed, answerDeadlineMs)).flatMap(({ name }) => (name ? [name] : []));
    },
    remove: async (keys) => {
      await withinDeadline(client.removeObjects(bucket, [...keys]), answerDeadlineMs);
    },
  };
}
