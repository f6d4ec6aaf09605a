/** Which of a model's sizes is meant. */
import type { Model, Size } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';

/** `512x512` of a size of 512 by 512 pixels. */
export function sizeName({ width, height }: Size): string {
  return `${width}x${height}`;
}

/**
 * A size stands for an aspect ratio if it is at most this much wider or narrower: models paint multiples of 64 pixels, so
 * few of their sizes have a ratio exactly (16:9 at 896x512 is off by 1.6%, 4:3 at 640x512 by 6%).
 */
const ratioTolerance = 0.1;

/**
 * The size a request means: the named one, the closest to an aspect ratio, or the model's default.
 * @throws ReasonError `unsupported_size` that names the field and the model's sizes.
 */
export function chooseSize(model: Model, asked: { readonly size?: string; readonly aspectRatio?: string }): Size {
  const { sizes } = model;
  const expected = `one of ${sizes.map(sizeName).join(', ')}`;
  if (asked.size !== undefined) {
    const size = sizes.find((each) => sizeName(each) === asked.size);
    if (size) return size;
    throw new ReasonError('REASON_UNSUPPORTED_SIZE', { field: 'size', expected });
  }
  if (asked.aspectRatio !== undefined) {
    const closest = closestSize(sizes, asked.aspectRatio);
    if (closest) return closest;
    throw new ReasonError('REASON_UNSUPPORTED_SIZE', { field: 'aspect_ratio', expected: `the ratio of ${expected}` });
  }
  const [first] = sizes;
  if (!first) throw new Error('a model without sizes');
  return first;
}

/** The first of the closest sizes within the tolerance. Distances are of logarithms: 2:1 is as far from 1:1 as 1:2. */
function closestSize(sizes: readonly Size[], aspectRatio: string): Size | undefined {
  const [across = 0, down = 0] = aspectRatio.split(':').map(Number);
  const distance = ({ width, height }: Size): number => Math.abs(Math.log((width * down) / (height * across)));
  const [closest] = sizes.toSorted((a, b) => distance(a) - distance(b));
  return closest && distance(closest) <= Math.log(1 + ratioTolerance) ? closest : undefined;
}
