import { randomBytes } from 'node:crypto';
import { readJson, writePrivateJson } from './files.ts';

/** The demo users, one of each plan, one whose plan has ended and an administrator, in the order they are printed. */
export const demoUsers = ['free', 'basic', 'plus', 'pro', 'team', 'lapsed', 'admin'] as const;
export type DemoUser = (typeof demoUsers)[number];

/** API key of each demo user. */
export type DemoKeys = Readonly<Record<DemoUser, string>>;

/** What this stack's processes know each other by. Made once a data folder, readable by its owner alone. */
export interface Secrets {
  readonly keys: DemoKeys;
  readonly s3AccessKey: string;
  readonly s3SecretKey: string;
  readonly postgresPassword: string;
}

/** Reads the data folder's secrets; what is not there yet is made and kept. */
export function loadSecrets(folder: string): Secrets {
  const path = `${folder}/secrets.json`;
  const kept = readJson(path) as Partial<Secrets> | undefined;
  const keys = Object.fromEntries(demoUsers.map((user) => [user, kept?.keys?.[user] ?? `qk_${random(24)}`]));
  const secrets: Secrets = {
    keys: keys as DemoKeys,
    s3AccessKey: kept?.s3AccessKey ?? random(10),
    s3SecretKey: kept?.s3SecretKey ?? random(20),
    postgresPassword: kept?.postgresPassword ?? random(20),
  };
  writePrivateJson(path, secrets);
  return secrets;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
