import { expect, test } from 'vitest';
import { EmbeddingCache } from './embedding-cache.ts';

/** 16 bytes. */
const embedding = (value: number) => ({
  states: { type: 'float32', data: Float32Array.of(value, 0), dims: [1, 1, 2] } as const,
  pooled: { type: 'float32', data: Float32Array.of(0, 0), dims: [1, 2] } as const,
});

test('keeps what was used last within its bytes', () => {
  const cache = new EmbeddingCache(2 * 16);
  cache.set('a', embedding(1));
  cache.set('b', embedding(2));
  expect(cache.get('a')?.['states']?.data[0]).toBe(1);
  cache.set('c', embedding(3));
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')?.['states']?.data[0]).toBe(1);
  expect(cache.get('c')?.['states']?.data[0]).toBe(3);
});

test('a prompt that is set again counts once', () => {
  const cache = new EmbeddingCache(2 * 16);
  for (let turn = 0; turn < 5; turn += 1) cache.set('a', embedding(turn));
  cache.set('b', embedding(9));
  expect(cache.get('a')?.['states']?.data[0]).toBe(4);
});
