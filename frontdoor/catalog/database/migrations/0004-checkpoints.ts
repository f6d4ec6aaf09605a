import { type Kysely, sql } from 'kysely';

/**
 * Where the painting of open images got to. A row outlives its image's end until the stored files are removed, so that they
 * are removed for sure; it holds no content.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkpoints (
    image_id text primary key references images on delete cascade,
    lease_epoch bigint not null,
    lease_number bigint not null,
    step integer not null check (step >= 0),
    size_bytes bigint not null check (size_bytes > 0),
    sha256 text not null
  )`.execute(db);
}
