import { createHash, randomBytes } from 'node:crypto';

/** What the database keeps of a key or session token: keys have 128 bits or more, so a plain hash cannot be guessed back. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A fresh session token, 256 bits. */
export const newSessionToken = (): string => `qs_${randomBytes(32).toString('base64url')}`;
