import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePrompt, promptLengthMax } from './prompt.ts';

const normalise = (text: string): string => normalisePrompt('prompt', text, 1);

describe('a prompt', () => {
  it.each([
    ['keeps what is well', 'a cat', 'a cat'],
    ['is trimmed', '  a cat \n', 'a cat'],
    ['is composed', 'cafe\u0301', 'caf\u00e9'],
    ['keeps emoji and their joiners', '\u{1F469}\u200D\u{1F680}', '\u{1F469}\u200D\u{1F680}'],
    ['may have 2,000 characters of two code units', '\u{1F600}'.repeat(2_000), '\u{1F600}'.repeat(2_000)],
  ])('%s', (_name, given, want) => {
    expect(normalise(given)).toBe(want);
  });

  it.each([
    ['nothing', ''],
    ['only spaces', ' \t '],
    ['too much', 'x'.repeat(2_001)],
    ['a control character', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['half a character', 'a\ud800b'],
  ])('is refused with %s', (_name, given) => {
    expect(() => normalise(given)).toThrow(expect.objectContaining({ reason: 'REASON_INVALID_FIELD' }));
  });

  it('is stable, composed, trimmed, short and free of control characters, or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_100 }), (text) => {
        let prompt: string;
        try {
          prompt = normalise(text);
        } catch (error) {
          expect(error).toMatchObject({ reason: 'REASON_INVALID_FIELD', details: { field: 'prompt' } });
          return;
        }
        expect(normalise(prompt)).toBe(prompt);
        expect(prompt).toBe(prompt.normalize('NFC').trim());
        expect(Array.from(prompt).length).toBeLessThanOrEqual(promptLengthMax);
        expect(prompt).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
