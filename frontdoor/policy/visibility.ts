/**
 * Who may see an image and who may change that: the one module that decides. {@link canSee} answers for an image in hand,
 * {@link visibleTo} is the same sentence as SQL; a property test holds them together.
 */
import type { Plan, Viewer, Visibility } from '@quartet/protos/generated/index.ts';
import { type Expression, type SqlBool, sql } from 'kysely';
import { cheapestPlanWith, planHas } from './plans.ts';

/** A viewer without credentials: sees what is public. */
export const nobody: Viewer = { userId: '', plan: 'PLAN_UNSPECIFIED', admin: false, handle: '' };

/** The columns of table `images` on which visibility rests. */
export interface VisibilityColumns {
  owner_id: string;
  visibility: 'public' | 'private';
  /** A tombstone: a deleted image is seen by nobody while it waits to be swept. */
  deleted_at: Date | null;
}

/** Whether a viewer may see an image: everyone a public one, its owner and administrators a private one. */
export function canSee(viewer: Viewer, image: VisibilityColumns): boolean {
  if (image.deleted_at !== null) return false;
  return viewer.admin || image.visibility === 'public' || owns(viewer, image);
}

/**
 * {@link canSee} as a condition for any query that has table `images` in scope, under that name or the alias given. The
 * states are literals, not parameters, so that partial indexes on them are used.
 */
export function visibleTo(viewer: Viewer, alias = 'images'): Expression<SqlBool> {
  const column = (name: keyof VisibilityColumns) => sql.ref(`${alias}.${name}`);
  const present = sql<SqlBool>`${column('deleted_at')} is null`;
  if (viewer.admin) return present;
  const isPublic = sql<SqlBool>`${column('visibility')} = 'public'`;
  if (!viewer.userId) return sql<SqlBool>`(${present} and ${isPublic})`;
  return sql<SqlBool>`(${present} and (${isPublic} or ${column('owner_id')} = ${viewer.userId}))`;
}

/**
 * Whether a viewer may see a generation as such: all of it or nothing. Its state, its events and their numbers tell of every
 * image in it, so with a hidden one among them the generation is hidden, and the visible ones are seen each by itself.
 */
export function canSeeGeneration(viewer: Viewer, images: readonly VisibilityColumns[]): boolean {
  const present = images.filter((image) => image.deleted_at === null);
  return present.length > 0 && present.every((image) => canSee(viewer, image));
}

/** {@link canSeeGeneration} as a condition on a row of `images`: none of its siblings is hidden from the viewer. */
export function wholeGenerationVisibleTo(viewer: Viewer): Expression<SqlBool> {
  return sql<SqlBool>`not exists (
    select from images as siblings
    where siblings.generation_id = images.generation_id
      and siblings.deleted_at is null and not ${visibleTo(viewer, 'siblings')}
  )`;
}

/** Whether an image is the viewer's own. A viewer without credentials owns nothing. */
export function owns(viewer: Viewer, image: Pick<VisibilityColumns, 'owner_id'>): boolean {
  return viewer.userId !== '' && viewer.userId === image.owner_id;
}

/** What a change of visibility comes to. */
export type VisibilityChange =
  | { readonly verdict: 'changed' | 'unchanged' | 'not_found' }
  | { readonly verdict: 'plan_required'; readonly requiredPlan: Plan };

/**
 * Decides a change of visibility. Only the owner may; making public is always allowed, after a lapse too; making private
 * needs a plan that has it. What is not the viewer's own is not found, whether they may see it or not.
 */
export function decideVisibilityChange(
  viewer: Viewer,
  image: VisibilityColumns,
  wanted: VisibilityColumns['visibility'],
): VisibilityChange {
  if (image.deleted_at !== null || !owns(viewer, image)) return { verdict: 'not_found' };
  if (image.visibility === wanted) return { verdict: 'unchanged' };
  if (wanted === 'private' && !planHas(viewer.plan, 'private_images')) {
    return { verdict: 'plan_required', requiredPlan: cheapestPlanWith('private_images') };
  }
  return { verdict: 'changed' };
}

/**
 * Whether a viewer gets an image as the stored PNG; else as JPG. Their plan must download PNG, and for a private image be
 * one that has private images: a lapsed owner sees it as JPG.
 */
export function pngAllowed(viewer: Viewer, image: Pick<VisibilityColumns, 'visibility'>): boolean {
  return planHas(viewer.plan, image.visibility === 'private' ? 'private_png' : 'download_png');
}

/** A visibility as the database and HTTP spell it; undefined for none. */
export function visibilityName(visibility: Visibility): VisibilityColumns['visibility'] | undefined {
  if (visibility === 'VISIBILITY_PUBLIC') return 'public';
  return visibility === 'VISIBILITY_PRIVATE' ? 'private' : undefined;
}

/** A visibility as the contracts spell it. */
export function visibilityOf(name: VisibilityColumns['visibility']): Visibility {
  return name === 'public' ? 'VISIBILITY_PUBLIC' : 'VISIBILITY_PRIVATE';
}
