import { expect, test } from 'vitest';
import { FairKeys } from './fair-keys.ts';

/** Serves keys that are always ready and counts the device time of each. */
function serve(
  keys: Readonly<Record<string, { callMs: number; weight: number }>>,
  calls: number,
): Record<string, number> {
  const fair = new FairKeys();
  const servedMs: Record<string, number> = Object.fromEntries(Object.keys(keys).map((key) => [key, 0]));
  for (let call = 0; call < calls; call += 1) {
    const key = fair.next(Object.keys(keys)) ?? '';
    const { callMs = 0, weight = 1 } = keys[key] ?? {};
    fair.charge(key, callMs, weight);
    servedMs[key] = (servedMs[key] ?? 0) + callMs;
  }
  return servedMs;
}

test('keys get device time by their weights, however long their calls', () => {
  const {
    small = 0,
    large = 0,
    light = 0,
  } = serve(
    { small: { callMs: 10, weight: 1 }, large: { callMs: 500, weight: 1 }, light: { callMs: 80, weight: 0.25 } },
    5_000,
  );
  expect(Math.abs(small - large)).toBeLessThanOrEqual(500);
  expect(Math.abs(small - 4 * light)).toBeLessThanOrEqual(500);
});

test('a key whose calls are long keeps the others waiting for one of them at a time', () => {
  const fair = new FairKeys();
  fair.charge('large', 30_000, 1);
  fair.charge('small', 20, 1);
  // The large one ends a sample and begins another: what it was charged stays.
  for (let call = 1; call < 1_500; call += 1) {
    expect(fair.next(['large', 'small'])).toBe('small');
    fair.charge('small', 20, 1);
  }
  expect(fair.next(['large', 'small'])).toBe('large');
});

test('a key that was away gets no credit for it', () => {
  const fair = new FairKeys();
  fair.charge('away', 10, 1);
  for (let call = 0; call < 100; call += 1) fair.charge('busy', 10, 1);
  const served: (string | undefined)[] = [];
  for (let call = 0; call < 6; call += 1) {
    const key = fair.next(['busy', 'away']);
    served.push(key);
    if (key) fair.charge(key, 10, 1);
  }
  expect(served.filter((key) => key === 'away').length).toBeLessThanOrEqual(4);
  expect(served).toContain('busy');
});
