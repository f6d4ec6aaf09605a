import { Migrator, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shownImage } from '../tables/shown-images.ts';
import { silent, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { type Connection, connect } from './connect.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

let postgres: TestPostgres;
let connection: Connection;

beforeAll(async () => {
  postgres = await startPostgres();
  connection = connect(await postgres.createDatabase(), 4, silent);
});
afterAll(async () => {
  await connection?.close();
  await postgres?.stop();
});

const imageId = (last: number): string => `img_01890a5d-ac96-774b-bcce-b302099a800${last}`;

test('a database of the first release is brought to today with what is in it', async () => {
  const { db } = connection;
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateTo('0001-first-tables');
  expect(error).toBeUndefined();

  const writeAsThen = async (last: number, parent: string | null): Promise<void> => {
    const id = `gen_${last}`;
    await sql`insert into generations
      (id, owner_id, plan, request_id, status, visibility, image_count, model, seed, width, height, steps, guidance, sampler,
       created_at, ended_at, touched_at)
      values (${id}, 'usr_1', 'pro', 'req', 'failed', 'public', 1, 'm', 1, 64, 64, 8, 4, 'S', now(), now(), now())`.execute(
      db,
    );
    await sql`insert into prompts values (${id}, 'a castle', '')`.execute(db);
    await sql`insert into images
      (id, generation_id, index, owner_id, status, reason, seed, visibility, action, parent_id, width, height, created_at,
       ended_at)
      values (${imageId(last)}, ${id}, 0, 'usr_1', 'failed', 'node_lost', 1, 'public', 'generate', ${parent}, 64, 64, now(),
       now())`.execute(db);
  };
  await sql`insert into users (id, handle, plan) values ('usr_1', 'ann', 'pro')`.execute(db);
  await writeAsThen(1, null);
  await writeAsThen(2, imageId(1));

  expect(await migrate(db)).toEqual(Object.keys(migrations).slice(1));
  expect(await migrate(db)).toEqual([]);
  expect(await shownImage(db, stranger, imageId(1))).toMatchObject({
    options_prompt: 'a castle',
    options_magic_prompt: 'off',
    written_prompt: null,
    likes: 0,
    pinned: false,
  });

  // A catalog of the first release that still runs can write.
  await writeAsThen(3, imageId(1));
  await db.deleteFrom('images').where('id', '=', imageId(1)).execute();
  for (const last of [2, 3]) expect((await shownImage(db, stranger, imageId(last))).parent_id).toBeNull();
});

test('what refers to a generation or an image is found by an index when that is swept', async () => {
  const fresh = connect(await postgres.createDatabase(), 1, silent);
  await migrate(fresh.db);
  const { rows } = await sql<{ column: string }>`
    select conrelid::regclass || '.' || attname as column
    from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid in ('generations'::regclass, 'images'::regclass)
      and not exists (select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])`.execute(fresh.db);
  await fresh.close();
  expect(rows).toEqual([]);
});
