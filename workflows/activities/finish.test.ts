import { createHash } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createObjectStore } from '@quartet/service-kit/object-store.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOriginal } from './finish.ts';

const lease = { taskId: 'img_1', epoch: 1, number: 2, nodeId: 'node-1', nodeAddress: '127.0.0.1:1' };
const body = Buffer.from('a picture');
const picture = {
  sha256: createHash('sha256').update(body).digest('hex'),
  sizeBytes: body.length,
  width: 256,
  height: 256,
  gpuMs: 1,
};
let status = 200;
let server: Server;
let objects: ReturnType<typeof createObjectStore>;

beforeAll(async () => {
  server = createServer((_, response) => {
    const headers = { 'content-length': body.length, etag: '"tag"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' };
    if (status === 200) response.writeHead(status, headers).end(body);
    else response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  objects = createObjectStore({
    QUARTET_S3_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    QUARTET_S3_REGION: 'us-east-1',
    QUARTET_S3_BUCKET: 'bucket',
    QUARTET_S3_ACCESS_KEY: 'access',
    QUARTET_S3_SECRET_KEY: 'secret',
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a stored picture is read back', async () => {
  status = 200;
  expect(await readOriginal({ objects }, { lease, picture })).toEqual(body);
});

test.each([
  ['that is not stored', 404, picture],
  ['of another size', 200, { ...picture, sizeBytes: 1 }],
  ['of another digest', 200, { ...picture, sha256: 'aa' }],
])('one %s has to be painted again', async (_, answer, painted) => {
  status = answer;
  expect(await readOriginal({ objects }, { lease, picture: painted })).toBeUndefined();
});

test('a store that is in trouble is no reason to paint again', async () => {
  status = 403;
  await expect(readOriginal({ objects }, { lease, picture })).rejects.toMatchObject({ name: 'S3Error' });
});
