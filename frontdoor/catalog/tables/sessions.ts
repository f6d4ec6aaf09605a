import type { Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Database } from '../database/schema.ts';
import { hashSecret, newSessionToken } from '../secrets.ts';
import { viewerOf } from './users.ts';

const sessionDays = 30;

/** Opens a session of a user. The token is given out once and kept as its hash. */
export async function createSession(
  db: Database,
  userId: string,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSessionToken();
  const expiresAt = new Date(now.getTime() + sessionDays * 86_400_000);
  await db
    .insertInto('sessions')
    .values({ hash: hashSecret(token), user_id: userId, expires_at: expiresAt })
    .execute();
  return { token, expiresAt };
}

/** The holder of a session that has not ended. Refused with `unauthenticated` for any other. */
export async function holderOfSession(db: Database, token: string, now: Date): Promise<Viewer> {
  const user = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.plan', 'users.admin', 'users.handle'])
    .where('sessions.hash', '=', hashSecret(token))
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
  if (!user) throw new ReasonError('REASON_UNAUTHENTICATED');
  return viewerOf(user);
}

/** Ends a session. An unknown one is no error. */
export async function deleteSession(db: Database, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hashSecret(token)).execute();
}

/** Sweeps sessions past their time; how many. */
export async function sweepSessions(db: Database, now: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('sessions').where('expires_at', '<=', now).executeTakeFirst();
  return Number(numDeletedRows);
}
