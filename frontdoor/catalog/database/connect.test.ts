import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silent } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { type Connection, connect } from './connect.ts';

let postgres: TestPostgres;
let connection: Connection;

beforeAll(async () => {
  postgres = await startPostgres();
  connection = connect(await postgres.createDatabase(), 1, silent);
});
afterAll(async () => {
  await connection?.close();
  await postgres?.stop();
});

test('no statement is compiled, however large the planner takes it to be', async () => {
  const large = sql<Record<string, string>>`explain (analyze) select count(*) from generate_series(1, 1000) a
    where (select count(*) from generate_series(1, 1000) b where b < a) > 5`;
  const { rows } = await sql
    .raw('set jit_above_cost = 0')
    .execute(connection.db)
    .then(() => large.execute(connection.db));
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('JIT');
});
