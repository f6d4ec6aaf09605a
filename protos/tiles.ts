/** How a picture that is enlarged is cut into tiles: the same for the node that works on them and whoever counts them. */

/** One tile along one side of a picture, in pixels of the source. */
export interface TileSpan {
  /** Where the tile begins. */
  readonly start: number;
  /** Its length. */
  readonly length: number;
  /** Where the part of it that is kept begins, counted from the picture's edge. */
  readonly keepStart: number;
  /** Where that part ends; the next tile's begins there. */
  readonly keepEnd: number;
}

/** A tile: its two spans. */
export interface Tile {
  readonly x: TileSpan;
  readonly y: TileSpan;
}

/** Longest side of a tile, and what is dropped at its inner edges; pixels of the source. */
export interface TileShape {
  readonly size: number;
  readonly margin: number;
}

/**
 * Cuts one side of a picture into spans of equal length that overlap by at least twice the margin, so that each kept pixel
 * has `margin` pixels around it in its tile, or the picture's edge.
 */
export function spansOf(side: number, { size, margin }: TileShape): TileSpan[] {
  if (side <= size) return [{ start: 0, length: side, keepStart: 0, keepEnd: side }];
  const stride = size - 2 * margin;
  if (stride <= 0) throw new RangeError('a tile is all margin');
  const count = Math.ceil((side - 2 * margin) / stride);
  const starts = Array.from({ length: count }, (_, index) => Math.round((index * (side - size)) / (count - 1)));
  return starts.map((start, index) => ({
    start,
    length: size,
    keepStart: index === 0 ? 0 : start + margin,
    keepEnd: index === count - 1 ? side : (starts[index + 1] ?? side) + margin,
  }));
}

/** The tiles of a picture, row by row. */
export function tilesOf(width: number, height: number, shape: TileShape): Tile[] {
  const columns = spansOf(width, shape);
  return spansOf(height, shape).flatMap((y) => columns.map((x) => ({ x, y })));
}
