/**
 * Images: queued → painting → ready | failed | canceled. Every transition is a compare-and-set on the state it comes from,
 * in a transaction that has locked the generation; the verbs here fix all columns that belong to the new state.
 */
import type { Lease } from '@quartet/protos/generated/index.ts';
import type { Database, ImageRow, ImageState, NewImage, Tx } from '../database/schema.ts';
import { lookupId } from '../ids.ts';

/** States from which an image can still end. */
export const openStates: readonly ImageState[] = ['queued', 'painting'];
export const isOpen = (image: Pick<ImageRow, 'status'>): boolean => openStates.includes(image.status);

const statusNames = {
  queued: 'IMAGE_STATUS_QUEUED',
  painting: 'IMAGE_STATUS_PAINTING',
  ready: 'IMAGE_STATUS_READY',
  failed: 'IMAGE_STATUS_FAILED',
  canceled: 'IMAGE_STATUS_CANCELED',
} as const satisfies Record<ImageState, string>;

/** A state as the contracts spell it. */
export const imageStatusOf = (state: ImageState) => statusNames[state];

export async function insertImages(tx: Tx, images: readonly NewImage[]): Promise<void> {
  await tx.insertInto('images').values(images).execute();
}

/** Notes what was written for images; none is no error. */
export async function insertWrittenPrompts(
  tx: Tx,
  written: readonly { readonly image_id: string; readonly prompt: string }[],
): Promise<void> {
  if (written.length > 0) await tx.insertInto('written_prompts').values(written).execute();
}

/** Images of a person that are painting or waiting. */
export async function countInFlight(tx: Tx, ownerId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('images')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('owner_id', '=', ownerId)
    .where('status', 'in', openStates)
    .executeTakeFirstOrThrow();
  return count;
}

/** All of a generation's images by index. For transitions: the generation must be locked. */
export function imagesOfLocked(tx: Tx, generationId: string): Promise<ImageRow[]> {
  return tx.selectFrom('images').selectAll().where('generation_id', '=', generationId).orderBy('index').execute();
}

/** One image, whose generation is locked. */
export function imageInLocked(tx: Tx, id: string): Promise<ImageRow> {
  return tx.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** One image as it was a moment ago, undefined for an unknown one. */
export function peekImage(db: Database, id: string): Promise<ImageRow | undefined> {
  return db.selectFrom('images').selectAll().where('id', '=', lookupId('img', id)).executeTakeFirst();
}

/** Queued or painting → painting, under this lease. */
export async function markPainting(tx: Tx, image: ImageRow, lease: Lease, at: Date): Promise<void> {
  await transition(tx, image, openStates, {
    status: 'painting',
    lease_epoch: lease.epoch,
    lease_number: lease.number,
    started_at: image.started_at ?? at,
  });
}

/** What a result brings. */
export type ResultColumns = Pick<
  ImageRow,
  'sha256' | 'size_bytes' | 'thumbnail_sha256' | 'thumbnail_size_bytes' | 'gpu_ms' | 'thumbhash' | 'width' | 'height'
>;

/** Painting → ready, kept under this lease. */
export async function markReady(tx: Tx, image: ImageRow, lease: Lease, result: ResultColumns, at: Date): Promise<void> {
  await transition(tx, image, ['painting'], {
    status: 'ready',
    result_epoch: lease.epoch,
    result_number: lease.number,
    ended_at: at,
    ...result,
  });
}

/** Queued or painting → failed, for a reason's name. */
export async function markFailed(tx: Tx, image: ImageRow, reason: string, at: Date): Promise<void> {
  await transition(tx, image, openStates, { status: 'failed', reason, ended_at: at });
}

/** Queued or painting → canceled. */
export async function markCanceled(tx: Tx, image: ImageRow, at: Date): Promise<void> {
  await transition(tx, image, openStates, { status: 'canceled', ended_at: at });
}

/** Notes what repeats of the ending request are answered with. */
export async function noteEndedFact(tx: Tx, imageIds: readonly string[], factNumber: number): Promise<void> {
  await tx.updateTable('images').set({ ended_fact_number: factNumber }).where('id', 'in', imageIds).execute();
}

async function transition(
  tx: Tx,
  image: ImageRow,
  from: readonly ImageState[],
  columns: Partial<ImageRow>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('images')
    .set(columns)
    .where('id', '=', image.id)
    .where('status', 'in', from)
    .executeTakeFirst();
  // The caller decided under the generation's lock: losing the race here means that lock is broken.
  if (numUpdatedRows !== 1n) throw new Error(`image ${image.id} is not in a state to become ${columns.status}`);
}
