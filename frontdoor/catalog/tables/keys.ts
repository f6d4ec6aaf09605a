import type { Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Database } from '../database/schema.ts';
import { hashSecret } from '../secrets.ts';
import { viewerOf } from './users.ts';

/** The holder of an API key. Refused with `unauthenticated` for an unknown one. */
export async function holderOfKey(db: Database, key: string): Promise<Viewer> {
  const user = await db
    .selectFrom('keys')
    .innerJoin('users', 'users.id', 'keys.user_id')
    .select(['users.id', 'users.plan', 'users.admin', 'users.handle'])
    .where('keys.hash', '=', hashSecret(key))
    .executeTakeFirst();
  if (!user) throw new ReasonError('REASON_UNAUTHENTICATED');
  return viewerOf(user);
}

/** Gives a user this demo key and takes away the demo keys they had before. */
export async function setDemoKey(db: Database, userId: string, key: string): Promise<void> {
  const hash = hashSecret(key);
  await db
    .deleteFrom('keys')
    .where('user_id', '=', userId)
    .where('demo', '=', true)
    .where('hash', '!=', hash)
    .execute();
  await db
    .insertInto('keys')
    .values({ hash, user_id: userId, demo: true })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ user_id: userId }))
    .execute();
}
