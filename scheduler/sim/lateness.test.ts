import { expect, test } from 'vitest';
import { latenessOf } from './lateness.ts';
import { plainRequest } from './mixes/request.ts';
import { objectiveMs } from './outcomes.ts';

test('time in which several are late counts once, and each request for itself', () => {
  const request = { ...plainRequest, tenant: 'person-1', plan: 'pro', model: 1, steps: 30 } as const;
  const dueMs = objectiveMs({ ...request, atMs: 0 });
  const ended = (atMs: number, lateMs: number) => ({ request: { ...request, atMs }, finishedMs: dueMs + lateMs });
  expect(latenessOf([ended(0, 0), ended(0, -1_000)])).toEqual({ anyMs: 0, sumMs: 0 });
  // Late from 0 to 10 s, from 4 to 6, from 8 to 15, and from 30 to 31, all after the same time.
  const outcomes = [ended(8_000, 7_000), ended(0, 10_000), ended(30_000, 1_000), ended(4_000, 2_000)];
  expect(latenessOf(outcomes)).toEqual({ anyMs: 16_000, sumMs: 20_000 });
});
