import { Client, S3Error } from 'minio';
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
  const url = new URL(settings.QUARTET_S3_URL);
  const client = new Client({
    endPoint: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    useSSL: url.protocol === 'https:',
    // Understood by every implementation.
    pathStyle: true,
    region: settings.QUARTET_S3_REGION,
    accessKey: settings.QUARTET_S3_ACCESS_KEY,
    secretKey: settings.QUARTET_S3_SECRET_KEY,
  });
  return { client, bucket: settings.QUARTET_S3_BUCKET };
}

/** Whether a call failed because there is no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof S3Error && ['NotFound', 'NoSuchKey'].includes(error.code ?? '');
}
