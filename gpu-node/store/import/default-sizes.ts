import type { PaintManifest } from '@quartet/protos/manifest.ts';

type Size = PaintManifest['sizes'][number];

/** Width to height of the sizes that models of one area are trained on: SDXL's report, appendix I, has them among others. */
const ratiosOfOneArea = [1, 9 / 7, 7 / 9, 19 / 13, 13 / 19, 7 / 4, 4 / 7];
/** Older models paint well what is no smaller than what they were trained on. */
const ratiosOfOneSide = [1, 3 / 2, 2 / 3];

/** The shortest side a manifest may name, pixels. */
const leastSide = 64;

/**
 * Sizes that a model can be expected to paint well.
 *
 * @param side pixels of the square it was trained on
 * @param unit pixels that widths and heights are multiples of
 * @param keepsArea whether its other sizes have the square's area, or its side as their shorter one
 */
export function defaultSizes(side: number, unit: number, keepsArea: boolean): Size[] {
  // As coarse as the report's, so that the sizes are those that people know.
  const grid = Math.ceil(side / 16 / unit) * unit;
  const round = (pixels: number): number => Math.max(Math.round(pixels / grid), 1) * grid;
  const sizes = (keepsArea ? ratiosOfOneArea : ratiosOfOneSide).map((ratio) => {
    const area = keepsArea ? side ** 2 : side ** 2 * Math.max(ratio, 1 / ratio);
    return { width: round(Math.sqrt(area * ratio)), height: round(Math.sqrt(area / ratio)) };
  });
  // Of small models some would be smaller than pictures may be.
  const paintable = sizes.filter(({ width, height }) => Math.min(width, height) >= leastSide);
  return paintable.filter(
    (size, index) => paintable.findIndex((each) => each.width === size.width && each.height === size.height) === index,
  );
}
