import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourcePicture, TaskContent } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import { fetchAhead, fetchSource } from './source-picture.ts';
import { SourceShelf } from './testing.ts';

let shelf: SourceShelf;
let file: Buffer;
let source: SourcePicture;
const never = new AbortController().signal;

beforeEach(async () => {
  shelf = await new SourceShelf().open();
  file = await sharp({ create: { width: 9, height: 8, channels: 3, background: '#123' } })
    .png()
    .toBuffer();
  source = await shelf.put(file);
});
afterEach(() => shelf.close());

test('the file comes as it is stored', async () => {
  expect(Buffer.from(await fetchSource(source, never))).toEqual(file);
});

test.each<[string, Partial<SourcePicture>, string]>([
  ['another file', { sha256: '0'.repeat(64) }, 'REASON_DIGEST_MISMATCH'],
  ['a longer one', { sizeBytes: 20 }, 'REASON_DIGEST_MISMATCH'],
  ['a shorter one', { sizeBytes: 100_000 }, 'REASON_DIGEST_MISMATCH'],
])('%s is not taken', async (_, changes, reason) => {
  await expect(fetchSource({ ...source, ...changes }, never)).rejects.toMatchObject({ reason });
});

test.each([
  [404, 'REASON_SOURCE_GONE'],
  [410, 'REASON_SOURCE_GONE'],
  [403, 'REASON_UNAVAILABLE'],
])('%i is final', async (status, reason) => {
  let asked = 0;
  shelf.answer = (response) => {
    asked += 1;
    response.writeHead(status).end();
  };
  await expect(fetchSource(source, never)).rejects.toMatchObject({ reason });
  expect(asked).toBe(1);
});

test('a store that fails for a while is asked again, and not for ever', async () => {
  let failures = 2;
  shelf.answer = (response) => {
    failures -= 1;
    if (failures < 0) shelf.answer = undefined;
    response.writeHead(503).end();
  };
  expect(await fetchSource(source, never, [1, 1, 1])).toHaveLength(file.length);
  shelf.answer = (response) => response.destroy();
  await expect(fetchSource(source, never, [1, 1])).rejects.toMatchObject({ reason: 'REASON_UNAVAILABLE' });
});

test('a body without an end is cut at the size that was told', async () => {
  let cut = false;
  shelf.answer = (response) => {
    response.on('close', () => (cut = true));
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      response.once('drain', more);
    };
    more();
  };
  await expect(fetchSource(source, never)).rejects.toMatchObject({ reason: 'REASON_DIGEST_MISMATCH' });
  await expect.poll(() => cut).toBe(true);
});

test('a task that ends while it waits ends the wait', async () => {
  const abort = new AbortController();
  shelf.answer = () => abort.abort();
  await expect(fetchSource(source, abort.signal)).rejects.toMatchObject({ reason: 'REASON_CANCELED' });
});

test('what was asked for ahead comes once, and whoever waits for it can give up', async () => {
  let asked = 0;
  shelf.answer = (response) => {
    asked += 1;
    response.end(file);
  };
  const content = (of: SourcePicture) => ({ matte: { source: of } }) as TaskContent;
  fetchAhead(content(source), never);
  expect(await fetchSource(source, never)).toHaveLength(file.length);
  expect(asked).toBe(1);
  shelf.answer = () => undefined;
  const [task, abort] = [new AbortController(), new AbortController()];
  fetchAhead(content(source), task.signal);
  const waits = fetchSource(source, abort.signal);
  abort.abort();
  await expect(waits).rejects.toMatchObject({ reason: 'REASON_CANCELED' });
  task.abort();
});
