/** The object store: where pictures lie, how a node may put one there, and whether it did. */
import type { FileKind, Lease } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { AwsV4Signer } from 'aws4fetch';
import { Client, S3Error } from 'minio';

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
  /** Makes the bucket if it is missing. Throws while the store is away. */
  ensureBucket(): Promise<void>;
  signUpload(file: UploadedFile): Promise<SignedUpload>;
  /** Bytes of an object, or undefined when there is none. Refused with `unavailable` when the store does not answer. */
  sizeOf(key: string): Promise<number | undefined>;
}

export interface ObjectStoreSettings {
  readonly QUARTET_S3_URL: string;
  readonly QUARTET_S3_REGION: string;
  readonly QUARTET_S3_BUCKET: string;
  readonly QUARTET_S3_ACCESS_KEY: string;
  readonly QUARTET_S3_SECRET_KEY: string;
}

/** A superseded lease has other keys, so that it can never overwrite the recorded picture. */
export function objectKey(
  imageId: string,
  lease: Pick<Lease, 'epoch' | 'number'>,
  kind: 'FILE_KIND_ORIGINAL' | 'FILE_KIND_THUMBNAIL',
): string {
  return `images/${imageId}/${leaseName(lease)}${kind === 'FILE_KIND_THUMBNAIL' ? '.thumbnail' : ''}`;
}

export const mediaTypes = {
  FILE_KIND_ORIGINAL: 'image/png',
  FILE_KIND_THUMBNAIL: 'image/webp',
} as const satisfies Partial<Record<FileKind, string>>;

export type StoredKind = keyof typeof mediaTypes;

/** Refused with `invalid_field` for no kind at all. */
export function storedKind(kind: FileKind): StoredKind {
  if (kind === 'FILE_KIND_UNSPECIFIED') throw new ReasonError('REASON_INVALID_FIELD', { field: 'kind' });
  return kind;
}

const uploadLifeSeconds = 60;

/** An S3 bucket by path-style addresses, which every implementation understands. */
export function s3Store(settings: ObjectStoreSettings): ObjectStore {
  const endpoint = new URL(settings.QUARTET_S3_URL);
  const region = settings.QUARTET_S3_REGION;
  const bucket = settings.QUARTET_S3_BUCKET;
  const credentials = { accessKey: settings.QUARTET_S3_ACCESS_KEY, secretKey: settings.QUARTET_S3_SECRET_KEY };
  const useSSL = endpoint.protocol === 'https:';
  const client = new Client({
    endPoint: endpoint.hostname,
    port: Number(endpoint.port) || (useSSL ? 443 : 80),
    useSSL,
    region,
    pathStyle: true,
    ...credentials,
  });
  return {
    ensureBucket: async () => {
      if (await client.bucketExists(bucket)) return;
      await client.makeBucket(bucket, region).catch((error: unknown) => {
        // Another catalog was faster.
        if (!(error instanceof S3Error) || !error.code?.startsWith('BucketAlready')) throw error;
      });
    },
    // By aws4fetch: minio's own presigner leaves content-length and content-type unsigned.
    signUpload: async (file) => {
      const headers = {
        'content-type': file.mediaType,
        'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
      };
      const url = new URL(`/${bucket}/${file.key}`, endpoint);
      url.searchParams.set('X-Amz-Expires', String(uploadLifeSeconds));
      const signer = new AwsV4Signer({
        method: 'PUT',
        url: url.href,
        headers: { ...headers, 'content-length': String(file.sizeBytes) },
        accessKeyId: credentials.accessKey,
        secretAccessKey: credentials.secretKey,
        service: 's3',
        region,
        signQuery: true,
        allHeaders: true,
      });
      const signed = await signer.sign();
      return { url: signed.url.href, headers };
    },
    sizeOf: async (key) => {
      try {
        return (await client.statObject(bucket, key)).size;
      } catch (error) {
        if (error instanceof S3Error && ['NotFound', 'NoSuchKey'].includes(error.code ?? '')) return undefined;
        throw new ReasonError('REASON_UNAVAILABLE', {}, { cause: error });
      }
    },
  };
}
