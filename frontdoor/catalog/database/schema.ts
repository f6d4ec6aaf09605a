/** The tables as kysely types them. Migrations make them; the comments that matter to an operator stand there. */
import type { Fact, FactKind } from '@quartet/protos/generated/index.ts';
import type { ColumnType, Generated, Insertable, Kysely, Selectable, Transaction } from 'kysely';

export type PlanName = 'free' | 'basic' | 'plus' | 'pro' | 'team';
export type VisibilityName = 'public' | 'private';
/** queued → painting → ready | failed | canceled; the last three are ends. */
export type ImageState = 'queued' | 'painting' | 'ready' | 'failed' | 'canceled';
/** How an image is made, as HTTP spells it. */
export type ActionName = 'generate' | 'upscale' | 'remove-background';
export type MagicPromptName = 'off' | 'on' | 'auto';
/** Follows from the images' states. */
export type GenerationState = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';

export interface UsersTable {
  id: string;
  handle: string;
  plan: PlanName;
  admin: boolean;
  created_at: Generated<Date>;
}

export interface KeysTable {
  hash: Buffer;
  user_id: string;
  /** Made from the settings, and replaced when they change. */
  demo: boolean;
  created_at: Generated<Date>;
}

export interface SessionsTable {
  hash: Buffer;
  user_id: string;
  expires_at: Date;
}

export interface GenerationsTable {
  id: string;
  owner_id: string;
  /** The owner's plan when it was accepted; for figures. Rights and weight go by today's. */
  plan: PlanName;
  request_id: string;
  status: Generated<GenerationState>;
  /** How its images are made. */
  action: ActionName;
  /** Visibility of every image at its making. */
  visibility: VisibilityName;
  image_count: number;
  model: string;
  seed: number;
  width: number;
  height: number;
  steps: number;
  guidance: number;
  sampler: string;
  /** As it was asked for. */
  magic_prompt: MagicPromptName;
  cancel_asked: Generated<boolean>;
  /** Number of the newest fact. */
  fact_count: Generated<number>;
  created_at: Date;
  ended_at: Date | null;
  /** When it last moved, or was last found well by the reconciler. */
  touched_at: Date;
}

export interface PromptsTable {
  generation_id: string;
  prompt: string;
  negative_prompt: string;
}

/** What Magic Prompt wrote for images; those without are painted from their generation's prompt. */
export interface WrittenPromptsTable {
  image_id: string;
  prompt: string;
}

export interface ImagesTable {
  id: string;
  generation_id: string;
  index: number;
  owner_id: string;
  status: Generated<ImageState>;
  /** Why it failed, as a reason's name. */
  reason: string | null;
  seed: number;
  visibility: VisibilityName;
  action: ActionName;
  /** The image it was made from; null for none, and once that one is swept. */
  parent_id: string | null;
  /** The newest lease it was started under. */
  lease_epoch: number | null;
  lease_number: number | null;
  /** The lease whose result was kept; names its objects. */
  result_epoch: number | null;
  result_number: number | null;
  sha256: string | null;
  size_bytes: number | null;
  thumbnail_sha256: string | null;
  thumbnail_size_bytes: number | null;
  width: number;
  height: number;
  gpu_ms: number | null;
  thumbhash: string | null;
  /** Number of its generation's newest fact when it had ended: what a repeat is answered with. */
  ended_fact_number: number | null;
  /** Rows of `likes`; kept in their transactions. */
  likes: Generated<number>;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  deleted_at: Date | null;
}

export interface LikesTable {
  image_id: string;
  user_id: string;
  created_at: Generated<Date>;
}

export interface PinsTable {
  image_id: string;
  owner_id: string;
  /** Order on the owner's profile, from 1; the newest is last. */
  position: number;
}

/** The newest checkpoint of an image: its lease and digest name its object. */
export interface CheckpointsTable {
  image_id: string;
  lease_epoch: number;
  lease_number: number;
  /** Steps done. */
  step: number;
  size_bytes: number;
  sha256: string;
}

export interface FactsTable {
  generation_id: string;
  number: number;
  kind: FactKind;
  image_id: string | null;
  index: number;
  reason: string | null;
  status: string;
  at: Date;
}

export interface IdempotencyTable {
  owner_id: string;
  key: string;
  options_hash: Buffer;
  generation_id: string;
  created_at: Date;
}

/** What is to be done outside the database because of what was committed in it. */
export type OutboxTask =
  | { readonly kind: 'start_workflow' | 'cancel_workflow' | 'announce_visibility' }
  | { readonly kind: 'publish_fact'; readonly fact: Fact };

export interface OutboxTable {
  id: Generated<number>;
  kind: OutboxTask['kind'];
  generation_id: string;
  /** JSON: written as text, read as the fact it is. */
  fact: ColumnType<Fact | null, string | null, never>;
  attempts: Generated<number>;
  created_at: Generated<Date>;
  /** Not before this time: a row that failed waits. */
  due_at: Generated<Date>;
}

export interface Schema {
  users: UsersTable;
  keys: KeysTable;
  sessions: SessionsTable;
  generations: GenerationsTable;
  prompts: PromptsTable;
  written_prompts: WrittenPromptsTable;
  images: ImagesTable;
  likes: LikesTable;
  pins: PinsTable;
  checkpoints: CheckpointsTable;
  facts: FactsTable;
  idempotency: IdempotencyTable;
  outbox: OutboxTable;
}

/** The database, or a transaction on it. */
export type Database = Kysely<Schema>;
/** A transaction: what must happen together takes one of these. */
export type Tx = Transaction<Schema>;

export type UserRow = Selectable<UsersTable>;
export type GenerationRow = Selectable<GenerationsTable>;
export type ImageRow = Selectable<ImagesTable>;
export type CheckpointRow = Selectable<CheckpointsTable>;
export type FactRow = Selectable<FactsTable>;
export type OutboxRow = Selectable<OutboxTable>;
export type NewImage = Insertable<ImagesTable>;
