import { Reason } from '@quartet/protos/generated/index.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, beginsAfresh } from './after-failure.ts';

const reasons = fc.constantFrom(...Object.values(Reason));

describe('after a run without a picture', () => {
  it('a lost node is tried again at once', () => {
    expect(afterFailure('REASON_NODE_LOST', [])).toEqual({ again: true, pauseMs: 0 });
  });

  it('bad output is tried once elsewhere and then fails', () => {
    expect(afterFailure('REASON_BAD_OUTPUT', [])).toEqual({ again: true, pauseMs: 0 });
    expect(afterFailure('REASON_BAD_OUTPUT', ['REASON_NODE_LOST'])).toEqual({ again: true, pauseMs: 0 });
    expect(afterFailure('REASON_BAD_OUTPUT', ['REASON_BAD_OUTPUT'])).toEqual({ again: false });
  });

  it('bad output is painted from the seed the next time, whatever else comes between', () => {
    expect(beginsAfresh(['REASON_NODE_LOST', 'REASON_DRAINING'])).toBe(false);
    expect(beginsAfresh(['REASON_BAD_OUTPUT', 'REASON_NODE_LOST'])).toBe(true);
  });

  it('a lost lease or node never fails an image, however often it happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('REASON_NODE_LOST', 'REASON_LEASE_LOST', 'REASON_DRAINING'),
        fc.array(reasons),
        (reason, before) => {
          expect(afterFailure(reason as Reason, before).again).toBe(true);
        },
      ),
    );
  });

  it('pauses grow with losses and stay within ten seconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), (losses) => {
        const before = Array.from({ length: losses }, () => 'REASON_NODE_LOST' as const);
        const [now, next] = [
          afterFailure('REASON_NODE_LOST', before),
          afterFailure('REASON_NODE_LOST', [...before, 'REASON_NODE_LOST']),
        ];
        if (!now.again || !next.again) throw new Error('a loss must be tried again');
        expect(next.pauseMs).toBeGreaterThanOrEqual(now.pauseMs);
        expect(next.pauseMs).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it('what every node would refuse alike is not tried again', () => {
    for (const reason of ['REASON_INVALID_FIELD', 'REASON_UNSUPPORTED_SIZE', 'REASON_SOURCE_GONE'] as const) {
      expect(afterFailure(reason, [])).toEqual({ again: false });
    }
  });

  it('what a node reports as failed ends after a bounded number of tries', () => {
    const before: Reason[] = [];
    while (afterFailure('REASON_INTERNAL', before).again) before.push('REASON_INTERNAL');
    expect(before.length).toBeLessThan(10);
  });
});
