import type { Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { planOf } from '../../policy/plans.ts';
import type { Database, PlanName, Tx, UserRow } from '../database/schema.ts';
import { newId } from '../ids.ts';

/** A user as the contracts carry them. */
export function viewerOf(user: Pick<UserRow, 'id' | 'plan' | 'admin' | 'handle'>): Viewer {
  const plan = planOf(user.plan);
  if (!plan) throw new Error(`unknown plan in the database: ${user.plan}`);
  return { userId: user.id, plan, admin: user.admin, handle: user.handle };
}

/**
 * The user behind a viewer, as they are now, locked: what they ask for at once is decided one after the other, so that
 * limits hold. Refused with `unauthenticated` when there is no such user.
 */
export async function lockUser(tx: Tx, viewer: Viewer): Promise<Viewer> {
  const user = await tx
    .selectFrom('users')
    .selectAll()
    .where('id', '=', viewer.userId)
    // Rows that refer to the user take a weaker lock, which this one lets pass.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!user) throw new ReasonError('REASON_UNAUTHENTICATED');
  return viewerOf(user);
}

/** Makes a user of a handle, or changes their plan and rights; the id stays. */
export async function upsertUser(
  db: Database,
  user: { readonly handle: string; readonly plan: PlanName; readonly admin: boolean },
): Promise<string> {
  const { id } = await db
    .insertInto('users')
    .values({ id: newId('usr'), ...user })
    .onConflict((conflict) => conflict.column('handle').doUpdateSet({ plan: user.plan, admin: user.admin }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
