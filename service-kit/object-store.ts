import { type BucketItem, Client, S3Error } from 'minio';
import type { Static, TObject } from 'typebox';
import type { objectStoreSettings } from './config.ts';

/** Settings that name an object store. */
export type ObjectStoreSettings = Static<TObject<typeof objectStoreSettings>>;

/** A bucket and a client that reaches it. */
export interface ObjectStore {
  readonly client: Client;
  readonly bucket: string;
}

/** The object store of a process's settings. */
export function createObjectStore(settings: ObjectStoreSettings): ObjectStore {
  return { client: createObjectClient(settings), bucket: settings.QUARTET_S3_BUCKET };
}

/** A client of the S3 endpoint that a process's settings name, for any bucket. */
export function createObjectClient(settings: Omit<ObjectStoreSettings, 'QUARTET_S3_BUCKET'>): Client {
  const url = new URL(settings.QUARTET_S3_URL);
  return new Client({
    endPoint: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    useSSL: url.protocol === 'https:',
    // Understood by every implementation.
    pathStyle: true,
    region: settings.QUARTET_S3_REGION,
    accessKey: settings.QUARTET_S3_ACCESS_KEY,
    secretKey: settings.QUARTET_S3_SECRET_KEY,
  });
}

/** An object as a listing tells of it. */
export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** Changes with the object's bytes. */
  readonly etag: string;
}

/** Every object under a prefix. */
export async function listObjects({ client, bucket }: ObjectStore, prefix: string): Promise<ListedObject[]> {
  const items = (await client.listObjectsV2(bucket, prefix, true).toArray()) as BucketItem[];
  return items.flatMap(({ name: key, size: sizeBytes, etag = '' }) => (key ? [{ key, sizeBytes, etag }] : []));
}

/** Whether a call failed because there is no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3Error && ['NotFound', 'NoSuchKey'].includes(error.code ?? '');
}
