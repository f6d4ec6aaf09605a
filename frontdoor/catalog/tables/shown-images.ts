/** Images as viewers are shown them: one at a time, in lists, with what stands in other tables. */
import type { Image, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonOf } from '@quartet/protos/reasons.ts';
import { type RawBuilder, sql } from 'kysely';
import { visibilityOf, visibleTo } from '../../policy/visibility.ts';
import { type Keyset, pageOf } from '../cursor.ts';
import type { Database, VisibilityName } from '../database/schema.ts';
import { lookupId } from '../ids.ts';
import { actionTable } from '../image-actions.ts';
import { imageStatusOf } from './images.ts';
import { optionsColumns, optionsOf } from './options.ts';

/** Children that are told of an image. */
const childrenShown = 20;

/** The one query that joins what is shown of images, and that applies visibility. */
export function shownImages(db: Database, viewer: Viewer) {
  return db
    .selectFrom('images')
    .innerJoin('generations', 'generations.id', 'images.generation_id')
    .innerJoin('prompts', 'prompts.generation_id', 'images.generation_id')
    .innerJoin('users', 'users.id', 'images.owner_id')
    .leftJoin('written_prompts', 'written_prompts.image_id', 'images.id')
    .leftJoin('images as parents', (join) =>
      join.onRef('parents.id', '=', 'images.parent_id').on(() => visibleTo(viewer, 'parents')),
    )
    .selectAll('images')
    .select(optionsColumns(viewer))
    .select(['users.handle as owner_handle', 'parents.id as visible_parent_id'])
    .select('written_prompts.prompt as written_prompt')
    .select([likedBy(viewer).as('liked'), isPinned.as('pinned')])
    .where(visibleTo(viewer));
}

const isPinned = sql<boolean>`exists (select from pins where pins.image_id = images.id)`;

/** Whether the viewer likes the row of `images`. */
function likedBy({ userId }: Viewer): RawBuilder<boolean> {
  if (!userId) return sql<boolean>`false`;
  return sql<boolean>`exists (select from likes where likes.image_id = images.id and likes.user_id = ${userId})`;
}

/** An image with what stands in other tables and is shown with it. */
export type ShownImage = Awaited<ReturnType<ReturnType<typeof shownImages>['executeTakeFirstOrThrow']>>;

/** One image. Refused with `not_found` when the viewer may not see it. */
export async function shownImage(db: Database, viewer: Viewer, id: string): Promise<ShownImage> {
  const row = await shownImages(db, viewer).where('images.id', '=', lookupId('img', id)).executeTakeFirst();
  if (!row) throw new ReasonError('REASON_NOT_FOUND');
  return row;
}

/** Images made from one that the viewer has been shown, ready or not: those they may see too, newest first, some. */
export async function childIdsOf(db: Database, viewer: Viewer, imageId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('images')
    .select('images.id')
    .where('images.parent_id', '=', imageId)
    .where(visibleTo(viewer))
    .orderBy('images.created_at', 'desc')
    .orderBy('images.id', 'desc')
    .limit(childrenShown)
    .execute();
  return rows.map((row) => row.id);
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

/** An image as the contracts carry it to one viewer, without its children. */
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
    action: actionTable[row.action].wire,
    parentId: row.visible_parent_id ?? '',
    ownerId: row.owner_id,
    ownerHandle: row.owner_handle,
    thumbhash: row.thumbhash ?? '',
    createdAtMs: row.created_at.getTime(),
    options: optionsOf(row, viewer),
    writtenPrompt: row.written_prompt ?? '',
    likes: row.likes,
    liked: row.liked,
    pinned: row.pinned,
    childIds: [],
  };
}
