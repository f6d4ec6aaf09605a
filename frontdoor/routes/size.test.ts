import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { model } from '../http/testing/stand-ins.ts';
import { chooseSize, sizeName } from './size.ts';

const unsupported = (field: string) =>
  expect.objectContaining({ reason: 'REASON_UNSUPPORTED_SIZE', details: expect.objectContaining({ field }) });

describe('a size', () => {
  it('is the model’s first where none is asked for', () => {
    expect(chooseSize(model, {})).toEqual({ width: 512, height: 512 });
  });

  it('is one of the model’s, or refused', () => {
    expect(chooseSize(model, { size: '640x384' })).toEqual({ width: 640, height: 384 });
    expect(() => chooseSize(model, { size: '384x384' })).toThrow(unsupported('size'));
  });

  it.each([
    ['1:1', '512x512'],
    ['16:9', '640x384'],
    ['5:3', '640x384'],
    ['9:16', '384x640'],
    ['10:11', '512x512'],
  ])('of ratio %s is %s', (aspectRatio, want) => {
    expect(sizeName(chooseSize(model, { aspectRatio }))).toBe(want);
  });

  it.each(['4:1', '1:9999', '4:3'])('of ratio %s is refused: no size is near it', (aspectRatio) => {
    expect(() => chooseSize(model, { aspectRatio })).toThrow(unsupported('aspect_ratio'));
  });

  it('named by its own ratio is found, whatever sizes a model has', () => {
    const size = fc.record({ width: fc.integer({ min: 64, max: 4096 }), height: fc.integer({ min: 64, max: 4096 }) });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 8 }), fc.nat(), (sizes, pick) => {
        const wanted = sizes[pick % sizes.length] ?? { width: 64, height: 64 };
        const found = chooseSize({ ...model, sizes }, { aspectRatio: `${wanted.width}:${wanted.height}` });
        expect(found.width * wanted.height).toBe(found.height * wanted.width);
      }),
    );
  });
});
