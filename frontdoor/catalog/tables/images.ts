/**
 * Images: queued → painting → ready | failed | canceled. Every transition is a compare-and-set on the state it comes from,
 * in a transaction that has locked the generation; the verbs here fix all columns that belong to the new state.
 */
import type { Image, Lease, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonOf } from '@quartet/protos/reasons.ts';
import { sql } from 'kysely';
import { visibilityOf, visibleTo } from '../../policy/visibility.ts';
import { type Keyset, pageOf } from '../cursor.ts';
import type { Database, ImageRow, ImageState, NewImage, Tx, VisibilityName } from '../database/schema.ts';
import { lookupId } from '../ids.ts';
import { optionsColumns, optionsOf } from './options.ts';

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

/** Images as viewers are shown them: the one query that joins what is shown, and that applies visibility. */
export function shownImages(db: Database, viewer: Viewer) {
  return db
    .selectFrom('images')
    .innerJoin('generations', 'generations.id', 'images.generation_id')
    .innerJoin('prompts', 'prompts.generation_id', 'images.generation_id')
    .innerJoin('users', 'users.id', 'images.owner_id')
    .leftJoin('images as parents', (join) =>
      join.onRef('parents.id', '=', 'images.parent_id').on(() => visibleTo(viewer, 'parents')),
    )
    .selectAll('images')
    .select(optionsColumns(viewer))
    .select(['users.handle as owner_handle', 'parents.id as visible_parent_id'])
    .where(visibleTo(viewer));
}

/** An image with what stands in other tables and is shown with it. */
export type ShownImage = Awaited<ReturnType<ReturnType<typeof shownImages>['executeTakeFirstOrThrow']>>;

/** One image. Refused with `not_found` when the viewer may not see it. */
export async function shownImage(db: Database, viewer: Viewer, id: string): Promise<ShownImage> {
  const row = await shownImages(db, viewer).where('images.id', '=', lookupId('img', id)).executeTakeFirst();
  if (!row) throw new ReasonError('REASON_NOT_FOUND');
  return row;
}

/** Which images a page is of. */
export interface ImageQuery {
  readonly scope: 'explore' | 'mine';
  readonly visibility: VisibilityName | undefined;
  readonly limit: number;
  readonly after: Keyset | undefined;
}

/** A page of ready images, newest first. */
export async function listImages(
  db: Database,
  viewer: Viewer,
  page: ImageQuery,
): Promise<{ rows: readonly ShownImage[]; nextCursor: string }> {
  let query = shownImages(db, viewer)
    // Literals, so that the partial indexes are used.
    .where(sql<boolean>`images.status = 'ready' and images.deleted_at is null`)
    .orderBy('images.created_at', 'desc')
    .orderBy('images.id', 'desc')
    .limit(page.limit + 1);
  if (page.scope === 'explore') query = query.where(sql<boolean>`images.visibility = 'public'`);
  else query = query.where('images.owner_id', '=', viewer.userId);
  if (page.visibility) query = query.where('images.visibility', '=', page.visibility);
  if (page.after) {
    const { createdAt, id } = page.after;
    query = query.where(sql<boolean>`(images.created_at, images.id) < (${createdAt}, ${id})`);
  }
  return pageOf(await query.execute(), page.limit);
}

/** An image as the contracts carry it to one viewer. */
export function imageOf(row: ShownImage, viewer: Viewer): Image {
  return {
    id: row.id,
    generationId: row.generation_id,
    index: row.index,
    status: imageStatusOf(row.status),
    reason: (row.reason && reasonOf(row.reason)) || 'REASON_UNSPECIFIED',
    seed: row.seed,
    width: row.width,
    height: row.height,
    visibility: visibilityOf(row.visibility),
    action: row.action,
    parentId: row.visible_parent_id ?? '',
    ownerId: row.owner_id,
    ownerHandle: row.owner_handle,
    thumbhash: row.thumbhash ?? '',
    createdAtMs: row.created_at.getTime(),
    options: optionsOf(row, viewer),
  };
}
