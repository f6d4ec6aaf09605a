import { expect, test } from 'vitest';
import { RecentlyUsed } from './recently-used.ts';

const weigh = ({ length }: string): number => length;

test('keeps what was used last within its limit', () => {
  const kept = new RecentlyUsed(8, weigh);
  kept.set('a', 'aaaa');
  kept.set('b', 'bbbb');
  expect(kept.get('a')).toBe('aaaa');
  kept.set('c', 'cccc');
  expect(['a', 'b', 'c'].map((name) => kept.get(name))).toEqual(['aaaa', undefined, 'cccc']);
  kept.set('d', 'dddddddd');
  expect(['a', 'c', 'd'].map((name) => kept.get(name))).toEqual([undefined, undefined, 'dddddddd']);
});

test('what is set again counts once', () => {
  const kept = new RecentlyUsed(8, weigh);
  for (let turn = 0; turn < 5; turn += 1) kept.set('a', `aaa${turn}`);
  kept.set('b', 'bbbb');
  expect(kept.get('a')).toBe('aaa4');
});

test('what is larger than the limit is not kept', () => {
  const kept = new RecentlyUsed(8, weigh);
  kept.set('a', 'a'.repeat(9));
  expect(kept.get('a')).toBeUndefined();
});
