import type { Manifest } from '@quartet/protos/manifest.ts';

/** Samples in every call of a model that is exact: few, for a lone picture takes as long as so many. */
const exactBatch = 4;

/** How many samples a model's calls have. */
export interface CallSize {
  /** The most samples in one call, copies that fill it up not counted. */
  readonly batchCap: number;
  /** Samples that each call is filled up to, for models that are exact; undefined for others. */
  readonly padTo: number | undefined;
}

/**
 * The size of a model's calls on a node. An exact model's calls are of one shape on every node, whatever the cap: with
 * another number of rows a graph may add up in another order, and a picture that goes on elsewhere would not be the same.
 * @param nodeCap the most samples in one call that the node allows
 */
export function callSizeOf(manifest: Manifest, nodeCap: number): CallSize {
  const exact = manifest.stage === 'paint' && manifest.exact === true;
  return exact
    ? { batchCap: Math.min(exactBatch, nodeCap), padTo: exactBatch }
    : { batchCap: nodeCap, padTo: undefined };
}
