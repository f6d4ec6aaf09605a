import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentOf } from './file-name.ts';

const image = { id: 'img_1', action: 'ACTION_GENERATE' } as const;
const named = (prompt: string): string => attachmentOf(image, prompt, 'png');

describe('a downloaded picture', () => {
  it.each([
    ['its prompt', 'A lighthouse, at dusk!', 'attachment; filename="a-lighthouse-at-dusk.png"'],
    ['a prompt with accents', 'Ein Löwe', `attachment; filename="ein-lowe.png"; filename*=UTF-8''ein-l%C3%B6we.png`],
    [
      'a prompt in another script',
      '灯台 の絵',
      `attachment; filename="generate-img_1.png"; filename*=UTF-8''${encodeURIComponent('灯台-の絵')}.png`,
    ],
    ['what it is, without a prompt', '', 'attachment; filename="generate-img_1.png"'],
    ['what it is, without words', '…!?', 'attachment; filename="generate-img_1.png"'],
    ['nothing that leads elsewhere', '../../etc/passwd', 'attachment; filename="etc-passwd.png"'],
  ])('is called after %s', (_what, prompt, want) => {
    expect(named(prompt)).toBe(want);
  });

  it('of another action is called after that', () => {
    const cut = { id: 'img_2', action: 'ACTION_REMOVE_BACKGROUND' } as const;
    expect(attachmentOf(cut, '', 'jpg')).toBe('attachment; filename="remove-background-img_2.jpg"');
  });

  it('has whole words of at most 60 characters, or the beginning of a longer one', () => {
    expect(named('word '.repeat(400))).toBe(`attachment; filename="${Array(12).fill('word').join('-')}.png"`);
    expect(named('x'.repeat(2_000))).toBe(`attachment; filename="${'x'.repeat(60)}.png"`);
  });

  it('has a header that is one line of ASCII and fits a file system, whatever the prompt', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (prompt) => {
        const header = named(prompt);
        expect(header).toMatch(/^attachment; filename="[a-z0-9_-]{1,60}\.png"(; filename\*=UTF-8''[\w.%-]+\.png)?$/);
        const utf8 = /filename\*=UTF-8''(.*)$/.exec(header)?.[1];
        if (utf8) expect(Buffer.byteLength(decodeURIComponent(utf8))).toBeLessThanOrEqual(255);
      }),
    );
  });
});
