import { expect, test } from 'vitest';
import { FairKeys } from './fair-keys.ts';

/** Serves keys that are always ready and counts the device time each sample gets. */
function serve(
  keys: Readonly<Record<string, { callMs: number; samples: number }>>,
  calls: number,
): Record<string, number> {
  const fair = new FairKeys();
  const perSample: Record<string, number> = Object.fromEntries(Object.keys(keys).map((key) => [key, 0]));
  for (let call = 0; call < calls; call += 1) {
    const key = fair.next(Object.keys(keys)) ?? '';
    const { callMs = 0, samples = 1 } = keys[key] ?? {};
    fair.charge(key, callMs, samples);
    perSample[key] = (perSample[key] ?? 0) + callMs / samples;
  }
  return perSample;
}

test('samples of all keys get the same device time, however long their calls and full their batches', () => {
  const shares = serve(
    { small: { callMs: 10, samples: 1 }, large: { callMs: 500, samples: 4 }, full: { callMs: 80, samples: 8 } },
    5_000,
  );
  const [least, most] = [Math.min(...Object.values(shares)), Math.max(...Object.values(shares))];
  expect(most - least).toBeLessThanOrEqual(125);
});

test('a key that was away gets no credit for it', () => {
  const fair = new FairKeys();
  fair.charge('away', 10, 1);
  fair.forget('away');
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
