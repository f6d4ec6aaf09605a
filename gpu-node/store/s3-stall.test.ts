/** Models in an S3 server that answers listings, and to whoever asks for an object nothing, or not all of it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseManifest } from '@quartet/protos/manifest.ts';
import { type S3Location, manifestName, modelFolders } from '@quartet/service-kit/model-folders.ts';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { StoredModel } from './open-store.ts';
import { S3Store } from './s3-store.ts';
import { shippedUpscaler } from './shipped-model.ts';

const listing =
  '<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>one/quartet.json</Key><Size>9</Size>' +
  '<ETag>"1"</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>';
const location: S3Location = { kind: 's3', bucket: 'models', prefix: '' };
const cache = mkdtempSync(join(tmpdir(), 'quartet-stall-'));
const asked: string[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer(({ url = '' }, response) => {
  if (url.includes('list-type')) {
    response.end(listing);
    return;
  }
  answer(response);
  asked.push(url);
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return () => {
    vi.useRealTimers();
  };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(cache, { recursive: true });
});

const settings = () => ({
  QUARTET_S3_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  QUARTET_S3_REGION: 'us-east-1',
  QUARTET_S3_ACCESS_KEY: 'access',
  QUARTET_S3_SECRET_KEY: 'secret',
  QUARTET_NODE_MODEL_CACHE: cache,
  QUARTET_NODE_MODEL_CACHE_GB: 1,
});

/** What it is refused with once the server was asked and a minute has passed. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  const refused = work.then(
    () => undefined,
    (error: unknown) => error,
  );
  await vi.waitFor(() => expect(asked).toHaveLength(1), { timeout: 10_000 });
  await vi.advanceTimersByTimeAsync(60_000);
  return refused;
}

test('a file that never begins to come is given up', async () => {
  answer = () => undefined;
  const manifest = parseManifest(readFileSync(join(shippedUpscaler, manifestName), 'utf8'));
  const model: StoredModel = { folder: 'one', manifest, digest: '0'.repeat(64), sizeBytes: 9 };
  const error = await refusal(new S3Store(location, settings()).fetch(model));
  expect(error).toMatchObject({ reason: 'REASON_MODEL_UNAVAILABLE', cause: { reason: 'REASON_UNAVAILABLE' } });
});

test.each<[string, (response: ServerResponse) => void]>([
  ['never begins to come', () => undefined],
  ['stops half-way', (response) => response.writeHead(200, { 'content-length': 9 }).write('{"id"')],
])('a manifest that %s is given up', async (_, answered) => {
  answer = answered;
  const [folder] = await modelFolders(location, settings()).list();
  if (!folder) throw new Error('nothing was listed');
  expect(await refusal(folder.manifest())).toMatchObject({ reason: 'REASON_UNAVAILABLE' });
});
