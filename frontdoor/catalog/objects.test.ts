import { objectKey } from '@quartet/protos/objects.ts';
import { expect, test } from 'vitest';
import { s3Store } from './objects.ts';

const store = s3Store({
  QUARTET_S3_URL: 'http://127.0.0.1:9',
  QUARTET_S3_REGION: 'us-east-1',
  QUARTET_S3_BUCKET: 'quartet',
  QUARTET_S3_ACCESS_KEY: 'key',
  QUARTET_S3_SECRET_KEY: 'secret-of-s3',
});
const file = { key: 'images/img_1/1-2', sizeBytes: 11, sha256: 'ab'.repeat(32), mediaType: 'image/png' };

test('an upload is signed for one key, size, digest and media type, for a minute', async () => {
  const { url, headers } = await store.signUpload(file);
  const { pathname, searchParams } = new URL(url);
  expect(pathname).toBe('/quartet/images/img_1/1-2');
  expect(searchParams.get('X-Amz-Expires')).toBe('60');
  expect(searchParams.get('X-Amz-SignedHeaders')?.split(';').toSorted()).toEqual([
    'content-length',
    'content-type',
    'host',
    'x-amz-checksum-sha256',
  ]);
  expect(headers).toEqual({
    'content-type': 'image/png',
    'x-amz-checksum-sha256': Buffer.from(file.sha256, 'hex').toString('base64'),
  });
  expect(url).not.toContain('secret-of-s3');
});

test('another size or digest has another signature', async () => {
  const signature = async (changes: object): Promise<string | null> =>
    new URL((await store.signUpload({ ...file, ...changes })).url).searchParams.get('X-Amz-Signature');
  const signatures = await Promise.all([{}, { sizeBytes: 12 }, { sha256: 'cd'.repeat(32) }].map(signature));
  expect(new Set(signatures).size).toBe(3);
});

test('a download is signed for one key, for a minute', async () => {
  const { pathname, searchParams } = new URL(await store.signDownload(file.key));
  expect(pathname).toBe('/quartet/images/img_1/1-2');
  expect(searchParams.get('X-Amz-Expires')).toBe('60');
  expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
});

test('objects of two leases never share a key', () => {
  const keys = [1, 2].flatMap((number) =>
    (['FILE_KIND_ORIGINAL', 'FILE_KIND_THUMBNAIL'] as const).map((kind) =>
      objectKey({ taskId: 'img_1', epoch: 1, number }, kind),
    ),
  );
  expect(new Set(keys).size).toBe(4);
});

test('a store that does not answer is unavailable, which is not the same as an object that is missing', async () => {
  await expect(store.sizeOf(file.key)).rejects.toMatchObject({ reason: 'REASON_UNAVAILABLE' });
});
