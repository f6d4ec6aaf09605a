import { type Kysely, sql } from 'kysely';

/** The sweep of a deleted generation takes its keys along: without an index each would be looked for among all of a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index idempotency_by_generation on idempotency (generation_id)`.execute(db);
}
