import { type Kysely, sql } from 'kysely';

/**
 * Times have milliseconds, as JavaScript's do: a cursor made of one must equal the row it came from.
 * What people write stands in a table of its own without constraints on its columns: PostgreSQL quotes the failing row in
 * the detail of an error and in its own log.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create table users (
      id text primary key,
      handle text not null unique,
      plan text not null check (plan in ('free', 'basic', 'plus', 'pro', 'team')),
      admin boolean not null default false,
      created_at timestamptz(3) not null default now()
    )`,
    sql`create table keys (
      hash bytea primary key,
      user_id text not null references users on delete cascade,
      demo boolean not null,
      created_at timestamptz(3) not null default now()
    )`,
    sql`create index keys_by_user on keys (user_id)`,
    sql`create table sessions (
      hash bytea primary key,
      user_id text not null references users on delete cascade,
      expires_at timestamptz(3) not null
    )`,
    sql`create index sessions_by_end on sessions (expires_at)`,
    sql`create table generations (
      id text primary key,
      owner_id text not null references users,
      plan text not null,
      request_id text not null,
      status text not null default 'queued'
        check (status in ('queued', 'running', 'succeeded', 'failed', 'canceled')),
      visibility text not null check (visibility in ('public', 'private')),
      image_count smallint not null check (image_count between 1 and 8),
      model text not null,
      seed bigint not null check (seed between 0 and 4294967295),
      width integer not null check (width > 0),
      height integer not null check (height > 0),
      steps integer not null check (steps > 0),
      guidance double precision not null,
      sampler text not null,
      cancel_asked boolean not null default false,
      fact_count integer not null default 0,
      created_at timestamptz(3) not null,
      ended_at timestamptz(3),
      touched_at timestamptz(3) not null,
      check ((ended_at is null) = (status in ('queued', 'running')))
    )`,
    sql`create index generations_by_owner on generations (owner_id, created_at desc, id desc)`,
    sql`create index generations_open on generations (touched_at) where ended_at is null`,
    sql`create table prompts (
      generation_id text primary key references generations on delete cascade,
      prompt text,
      negative_prompt text
    )`,
    sql`create table images (
      id text primary key,
      generation_id text not null references generations,
      index smallint not null,
      owner_id text not null references users,
      status text not null default 'queued' check (status in ('queued', 'painting', 'ready', 'failed', 'canceled')),
      reason text,
      seed bigint not null check (seed between 0 and 4294967295),
      visibility text not null check (visibility in ('public', 'private')),
      action text not null,
      parent_id text references images,
      lease_epoch bigint,
      lease_number bigint,
      result_epoch bigint,
      result_number bigint,
      sha256 text,
      size_bytes bigint,
      thumbnail_sha256 text,
      thumbnail_size_bytes bigint,
      width integer not null,
      height integer not null,
      gpu_ms double precision,
      thumbhash text,
      ended_fact_number integer,
      created_at timestamptz(3) not null,
      started_at timestamptz(3),
      ended_at timestamptz(3),
      deleted_at timestamptz(3),
      unique (generation_id, index),
      check ((ended_at is null) = (status in ('queued', 'painting'))),
      check ((reason is not null) = (status = 'failed')),
      check (status <> 'ready' or (result_epoch is not null and sha256 is not null and thumbnail_sha256 is not null))
    )`,
    sql`create index images_mine on images (owner_id, created_at desc, id desc)
      where status = 'ready' and deleted_at is null`,
    sql`create index images_explore on images (created_at desc, id desc)
      where status = 'ready' and visibility = 'public' and deleted_at is null`,
    sql`create index images_in_flight on images (owner_id) where status in ('queued', 'painting')`,
    sql`create table facts (
      generation_id text not null references generations on delete cascade,
      number integer not null check (number > 0),
      kind text not null,
      image_id text,
      index smallint not null,
      reason text,
      status text not null,
      at timestamptz(3) not null,
      primary key (generation_id, number)
    )`,
    sql`create index facts_by_time on facts (at)`,
    sql`create table idempotency (
      owner_id text not null references users,
      key text not null,
      options_hash bytea not null,
      generation_id text not null references generations on delete cascade,
      created_at timestamptz(3) not null,
      primary key (owner_id, key)
    )`,
    sql`create index idempotency_by_time on idempotency (created_at)`,
    sql`create table outbox (
      id bigint generated always as identity primary key,
      kind text not null check (kind in ('start_workflow', 'cancel_workflow', 'publish_fact', 'announce_visibility')),
      generation_id text not null references generations on delete cascade,
      fact jsonb,
      attempts integer not null default 0,
      created_at timestamptz(3) not null default now(),
      due_at timestamptz(3) not null default now()
    )`,
    sql`create index outbox_by_generation on outbox (generation_id)`,
    sql`create sequence leadership_epochs`,
  ];
  for (const statement of statements) await statement.execute(db);
}
