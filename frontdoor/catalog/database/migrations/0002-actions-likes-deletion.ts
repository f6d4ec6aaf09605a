import { type Kysely, sql } from 'kysely';

/**
 * Images made from others, what Magic Prompt writes, likes, pins and the sweep of what was deleted. The new columns have
 * defaults: while a release is rolled out, a catalog of the one before still writes rows.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`alter table generations
      add column action text not null default 'generate'
        check (action in ('generate', 'upscale', 'remove-background')),
      add column magic_prompt text not null default 'off' check (magic_prompt in ('off', 'on', 'auto'))`,
    // A child outlives its parent.
    sql`alter table images
      add column likes integer not null default 0 check (likes >= 0),
      drop constraint images_parent_id_fkey,
      add constraint images_parent_id_fkey foreign key (parent_id) references images on delete set null`,
    sql`create index images_children on images (parent_id, created_at desc, id desc) where parent_id is not null`,
    sql`create index images_deleted on images (deleted_at) where deleted_at is not null`,
    sql`create table written_prompts (
      image_id text primary key references images on delete cascade,
      prompt text
    )`,
    sql`create table likes (
      image_id text not null references images on delete cascade,
      user_id text not null references users on delete cascade,
      created_at timestamptz(3) not null default now(),
      primary key (image_id, user_id)
    )`,
    // Deferred, so that pins can change places.
    sql`create table pins (
      image_id text primary key references images on delete cascade,
      owner_id text not null references users on delete cascade,
      position integer not null check (position > 0),
      unique (owner_id, position) deferrable initially deferred
    )`,
  ];
  for (const statement of statements) await statement.execute(db);
}
