import { expect, it } from 'vitest';
import { CredentialCache } from './credential-cache.ts';
import { owner, stranger } from './testing/stand-ins.ts';

it('forgets after its time', () => {
  let now = 0;
  const cache = new CredentialCache({ ttlMs: 10, sizeMax: 2, clock: () => now });
  cache.set('a', owner);
  now = 9;
  expect(cache.get('a')).toBe(owner);
  now = 10;
  expect(cache.get('a')).toBeUndefined();
});

it('never holds more than its bound: the oldest goes', () => {
  const cache = new CredentialCache({ ttlMs: 10, sizeMax: 2, clock: () => 0 });
  for (const name of ['a', 'b', 'c']) cache.set(name, stranger);
  expect(['a', 'b', 'c'].map((name) => cache.get(name))).toEqual([undefined, stranger, stranger]);
});

it('forgets what was ended', () => {
  const cache = new CredentialCache({ ttlMs: 10, sizeMax: 2, clock: () => 0 });
  cache.set('a', owner);
  cache.delete('a');
  expect(cache.get('a')).toBeUndefined();
});
