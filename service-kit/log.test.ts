import { ReasonError } from '@quartet/protos/reasons.ts';
import { expect, test } from 'vitest';
import { withoutContent } from './log.ts';

test('of an error the log keeps type, code, reason and frames, also of its cause, and no word of a message', () => {
  const cause = new TypeError('a castle\nat night\n    at the sea');
  const error = Object.assign(new ReasonError('REASON_INTERNAL', {}, { cause }), { code: 13 });
  error.message = 'a castle\nat night';
  const kept = withoutContent(error) as { stack: string };
  expect(kept).toMatchObject({ type: 'ReasonError', code: 13, reason: 'REASON_INTERNAL' });
  expect(kept.stack.match(/log\.test\.ts:\d+:\d+/g)).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toMatch(/castle|night|sea/);
});
