import type { ShapeProfile } from '@quartet/protos/generated/index.ts';
import { StepTimes } from '../engine/step-times.ts';
import type { PictureSize } from '../runtime/pictures.ts';

/** Share of the newest picture in the running figure for everything but the steps. */
const newestOverheadShare = 0.1;

/** How long work of one shape takes. */
export interface ShapeTimes {
  readonly stepTimes: StepTimes;
  /** Milliseconds on the lanes for one picture, its steps not counted. */
  overheadMs: number;
}

/** What shapes are told apart by: the stored picture's size, and whether a call has two rows for each sample. */
export interface Shape extends PictureSize {
  readonly doubled: boolean;
}

/** A model's times by shape: the usual one's are measured at load, others are in proportion until they have run. */
export class ShapeProfiles {
  readonly usual: ShapeTimes = { stepTimes: new StepTimes(), overheadMs: 0 };
  readonly #usualShape: Shape;
  /** By key, the usual one too. */
  readonly #known = new Map<string, { readonly shape: Shape; readonly times: ShapeTimes }>();

  constructor(usual: Shape) {
    this.#usualShape = usual;
    this.#known.set(keyOf(usual), { shape: usual, times: this.usual });
  }

  /** A shape's times: one object, to be corrected by what runs. */
  of(shape: Shape): ShapeTimes {
    const key = keyOf(shape);
    const known = this.#known.get(key);
    if (known) return known.times;
    const area = (shape.width * shape.height) / (this.#usualShape.width * this.#usualShape.height);
    const work = (area * rowsOf(shape)) / rowsOf(this.#usualShape);
    const times = {
      stepTimes: StepTimes.like(this.usual.stepTimes, work),
      overheadMs: area * this.usual.overheadMs,
    };
    this.#known.set(key, { shape, times });
    return times;
  }

  /** A picture of these times took this long on the lanes, its steps not counted. */
  recordOverhead(times: ShapeTimes, overheadMs: number): void {
    times.overheadMs += newestOverheadShare * (overheadMs - times.overheadMs);
  }

  /**
   * The shapes that were asked for so far, as reports tell of them.
   * @param doubles false where guidance changes nothing of a call: then the times are those of guided work too
   */
  report(nodeCap: number, doubles: boolean): ShapeProfile[] {
    return [...this.#known.values()].flatMap(({ shape, times }) =>
      (doubles ? [shape.doubled] : [false, true]).map((guided) => ({
        width: shape.width,
        height: shape.height,
        guided,
        stepTimes: times.stepTimes.entries(),
        overheadMs: times.overheadMs,
        batchCap: times.stepTimes.cap(nodeCap),
      })),
    );
  }
}

function keyOf({ width, height, doubled }: Shape): string {
  return `${width}x${height} ${doubled ? 2 : 1}`;
}

function rowsOf({ doubled }: Shape): number {
  return doubled ? 2 : 1;
}
