/** Generations: their state follows from their images', and their row's lock orders all that happens to them. */
import type { Generation, GenerationOptions, GenerationStatus, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type Insertable, sql } from 'kysely';
import { type Keyset, pageOf } from '../cursor.ts';
import type { Database, GenerationRow, GenerationState, GenerationsTable, ImageRow, Tx } from '../database/schema.ts';
import { inSnapshot } from '../database/snapshot.ts';
import { lookupId } from '../ids.ts';
import { wholeGenerationVisibleTo } from '../../policy/visibility.ts';
import { actionTable } from '../image-actions.ts';
import { isOpen } from './images.ts';
import { optionsOf } from './options.ts';
import { type ShownImage, imageOf, shownImages } from './shown-images.ts';

const statusNames = {
  queued: 'GENERATION_STATUS_QUEUED',
  running: 'GENERATION_STATUS_RUNNING',
  succeeded: 'GENERATION_STATUS_SUCCEEDED',
  failed: 'GENERATION_STATUS_FAILED',
  canceled: 'GENERATION_STATUS_CANCELED',
} as const satisfies Record<GenerationState, GenerationStatus>;

/** Whether a row of `generations` is not deleted: that is told by its images. */
const isPresent = sql<boolean>`exists (
  select from images where images.generation_id = generations.id and images.deleted_at is null
)`;

export async function insertGeneration(
  tx: Tx,
  generation: Insertable<GenerationsTable>,
  { prompt, negativePrompt }: Pick<GenerationOptions, 'prompt' | 'negativePrompt'>,
): Promise<void> {
  await tx.insertInto('generations').values(generation).execute();
  await tx
    .insertInto('prompts')
    .values({ generation_id: generation.id, prompt, negative_prompt: negativePrompt })
    .execute();
}

/**
 * Locks a viewer's own generation: whoever changes it or its images holds this lock first, so facts get their numbers in the
 * order of what they tell. Refused with `not_found` when they have none of that id, or have deleted it; another's is not
 * even waited for, so the answer takes no longer for one that exists.
 */
export async function lockOwnGeneration(tx: Tx, viewer: Viewer, id: string): Promise<GenerationRow> {
  const generation = await tx
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', lookupId('gen', id))
    .where('owner_id', '=', viewer.userId)
    .where(isPresent)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!generation) throw new ReasonError('REASON_NOT_FOUND');
  return generation;
}

/** Locks the generation of an image. Refused with `not_found` when there is no such image. */
export async function lockGenerationOfImage(tx: Tx, imageId: string): Promise<GenerationRow> {
  const generation = await tx
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', (eb) =>
      eb.selectFrom('images').select('generation_id').where('images.id', '=', lookupId('img', imageId)),
    )
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!generation) throw new ReasonError('REASON_NOT_FOUND');
  return generation;
}

/** Queued → running, at the start of the first image. */
export async function markRunning(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('generations')
    .set({ status: 'running' })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .execute();
}

export async function markCancelAsked(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('generations').set({ cancel_asked: true }).where('id', '=', id).execute();
}

/** The state in which a generation of these images ends, or undefined while one is open. */
export function endState(
  images: readonly Pick<ImageRow, 'status'>[],
  cancelAsked: boolean,
): 'succeeded' | 'canceled' | 'failed' | undefined {
  if (images.some(isOpen)) return undefined;
  if (images.some((image) => image.status === 'ready')) return 'succeeded';
  return cancelAsked ? 'canceled' : 'failed';
}

export async function markEnded(tx: Tx, id: string, status: GenerationState, at: Date): Promise<void> {
  await tx.updateTable('generations').set({ status, ended_at: at }).where('id', '=', id).execute();
}

/**
 * A generation with its images. Refused with `not_found` unless the viewer may see all of them: else it does not exist.
 */
export function shownGeneration(db: Database, viewer: Viewer, id: string): Promise<Generation> {
  return inSnapshot(db, async (tx) => {
    const images = await shownImages(tx, viewer)
      .where('images.generation_id', '=', lookupId('gen', id))
      .where(wholeGenerationVisibleTo(viewer))
      .orderBy('images.index')
      .execute();
    const [first] = images;
    if (!first) throw new ReasonError('REASON_NOT_FOUND');
    const row = await tx
      .selectFrom('generations')
      .selectAll()
      .where('id', '=', first.generation_id)
      .executeTakeFirstOrThrow();
    return generationOf(row, images, viewer);
  });
}

/** A page of the viewer's own generations, newest first. */
export function listGenerations(
  db: Database,
  viewer: Viewer,
  limit: number,
  after: Keyset | undefined,
): Promise<{ generations: readonly Generation[]; nextCursor: string }> {
  return inSnapshot(db, async (tx) => {
    let query = tx
      .selectFrom('generations')
      .selectAll()
      .where('owner_id', '=', viewer.userId)
      .where(isPresent)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id})`);
    const { rows, nextCursor } = pageOf(await query.execute(), limit);
    if (rows.length === 0) return { generations: [], nextCursor };
    const images = await shownImages(tx, viewer)
      .where(
        'images.generation_id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('images.index')
      .execute();
    const imagesOf = (row: GenerationRow) => images.filter((image) => image.generation_id === row.id);
    return { generations: rows.map((row) => generationOf(row, imagesOf(row), viewer)), nextCursor };
  });
}

function generationOf(row: GenerationRow, images: readonly ShownImage[], viewer: Viewer): Generation {
  return {
    id: row.id,
    status: statusNames[row.status],
    createdAtMs: row.created_at.getTime(),
    options: images[0] ? optionsOf(images[0], viewer) : null,
    // Their options are the generation's: a page of generations with long prompts would not fit into a message.
    images: images.map((image) => ({ ...imageOf(image, viewer), options: null })),
    factCount: row.fact_count,
    endedAtMs: row.ended_at?.getTime() ?? 0,
    ownerId: row.owner_id,
    action: actionTable[row.action].wire,
    // All images of a generation have one parent.
    parentId: images[0]?.visible_parent_id ?? '',
  };
}
