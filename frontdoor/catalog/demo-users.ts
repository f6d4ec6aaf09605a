import { ConfigError } from '@quartet/service-kit/config.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Database, PlanName } from './database/schema.ts';
import { setDemoKey } from './tables/keys.ts';
import { upsertUser } from './tables/users.ts';

/** Handles of the demo users and what they have. `lapsed` had a plan once and has none now. */
const demoUsers = {
  free: { plan: 'free', admin: false },
  basic: { plan: 'basic', admin: false },
  plus: { plan: 'plus', admin: false },
  pro: { plan: 'pro', admin: false },
  team: { plan: 'team', admin: false },
  lapsed: { plan: 'free', admin: false },
  admin: { plan: 'pro', admin: true },
} as const satisfies Record<string, { plan: PlanName; admin: boolean }>;

type DemoHandle = keyof typeof demoUsers;

const Key = Type.Optional(Type.String({ pattern: '^qk_[A-Za-z0-9_-]{16,}$' }));
const DemoKeys = Type.Object(
  { free: Key, basic: Key, plus: Key, pro: Key, team: Key, lapsed: Key, admin: Key },
  { additionalProperties: false },
);

/** The demo keys of the settings, by handle. @throws ConfigError for what is not of that shape; it repeats no key. */
export function parseDemoKeys(text: string): ReadonlyMap<DemoHandle, string> {
  const expected = `QUARTET_CATALOG_DEMO_KEYS must be a JSON object of ${Object.keys(demoUsers).join(', ')} to qk_… keys`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigError(expected);
  }
  if (!Value.Check(DemoKeys, json)) throw new ConfigError(expected);
  return new Map(Object.entries(json) as [DemoHandle, string][]);
}

/** Makes the demo users, or brings them to what the settings say; their ids and pictures stay. */
export async function upsertDemoUsers(db: Database, keys: ReadonlyMap<DemoHandle, string>): Promise<void> {
  for (const [handle, key] of keys) {
    const userId = await upsertUser(db, { handle, ...demoUsers[handle] });
    await setDemoKey(db, userId, key);
  }
}
