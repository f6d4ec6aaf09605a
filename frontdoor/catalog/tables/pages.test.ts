import type { Viewer } from '@quartet/protos/generated/index.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordResult } from '../actions/record-result.ts';
import { formatCursor, parseCursor } from '../cursor.ts';
import { type Bench, leaseOf, resultOf, startBench } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { listGenerations } from './generations.ts';
import { listImages } from './shown-images.ts';

let postgres: TestPostgres;
let bench: Bench;

beforeAll(async () => {
  postgres = await startPostgres();
  bench = await startBench(postgres);
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

/** A generation whose images are ready. All share one time, which a page's end must cut cleanly. */
async function readyImages(owner: Viewer, count: number): Promise<string[]> {
  const { images } = await bench.generation(owner, { count });
  for (const image of images) await recordResult(bench.context, leaseOf(image), resultOf(leaseOf(image)));
  return images.map((image) => image.id);
}

for (const scope of ['explore', 'mine'] as const) {
  test(`pages of ${scope} repeat and skip nothing while others are added`, async () => {
    const owner = await bench.user(`pager-${scope}`);
    const there: string[] = [];
    for (const count of [8, 3, 5, 8]) there.push(...(await readyImages(owner, count)));
    const seen: string[] = [];
    let cursor = '';
    do {
      const query = { scope, visibility: undefined, limit: 5, after: parseCursor(cursor) };
      const page = await listImages(bench.context.db, owner, query);
      expect(page.rows.length).toBeLessThanOrEqual(5);
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor;
      await readyImages(owner, 2);
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => there.includes(id)).toSorted()).toEqual(there.toSorted());
  });
}

test('pages of generations are newest first and end', async () => {
  const owner = await bench.user('pager-generations');
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) ids.push((await bench.generation(owner, { count: 1 })).id);
  const first = await listGenerations(bench.context.db, owner, 3, undefined);
  const second = await listGenerations(bench.context.db, owner, 3, parseCursor(first.nextCursor));
  expect([...first.generations, ...second.generations].map((each) => each.id)).toEqual(ids.toReversed());
  expect(second.nextCursor).toBe('');
});

test('a page of a hundred generations fits into a message, however long their prompts', async () => {
  const owner = await bench.user('long-winded', 'pro');
  const prompt = '🏰'.repeat(2_000);
  const { id, images } = await bench.generation(owner, { count: 8, prompt, negativePrompt: prompt });
  const written = images.map((image) => ({ image_id: image.id, prompt }));
  await bench.context.db.insertInto('written_prompts').values(written).execute();
  const { generations } = await listGenerations(bench.context.db, owner, 100, undefined);
  expect(generations).toMatchObject([
    { id, options: { prompt }, images: images.map(() => ({ writtenPrompt: prompt })) },
  ]);
  const message = Catalog.service.ListGenerations.responseSerialize({ generations: [...generations] });
  expect(message.length).toBeLessThan((8 * 1024 * 1024) / 100);
});

test('a cursor is read as it was written, and nothing else is', () => {
  const keyset = { createdAt: new Date(1_700_000_000_123), id: 'img_01890a5d-ac96-774b-bcce-b302099a8057' };
  expect(parseCursor(formatCursor(keyset))).toEqual(keyset);
  expect(parseCursor('')).toBeUndefined();
  for (const text of ['x', Buffer.from("1.img_' or 1=1").toString('base64url'), '\0']) {
    expect(() => parseCursor(text)).toThrow(expect.objectContaining({ reason: 'REASON_INVALID_FIELD' }) as Error);
  }
});
