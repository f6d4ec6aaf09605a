/** Tests that a node paints what diffusers painted. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ReferenceCase, referenceLatents, referencePicture } from './cases.ts';
import { largestDifference, pictureAgreement, relativeDifference } from './compare.ts';
import { type Painted, ReferenceNode } from './reference-node.ts';

/** Latents agree within this share of their norm. */
const latentsWithin = 1e-3;
/** The noise agrees within this, where its deviation is 1. */
const noiseWithin = 1e-5;
/** Half of the last of float16's 11 bits: diffusers rounds the noise of such a model, the node goes on with what was drawn. */
const halfRounding = 2 ** -11;
/** Pictures agree to better than this, dB. */
const pictureAbove = 50;

/** Has one node paint all of these cases at once, as their tasks come, and compares what comes of each. */
export function describeAgreement(cases: readonly ReferenceCase[]): void {
  describe('a node paints what diffusers paints', () => {
    const paintings = new Map<string, Promise<Painted>>();
    let node: ReferenceNode;
    beforeAll(async () => {
      node = await ReferenceNode.start([...new Set(cases.map(({ model }) => model))]);
      for (const each of cases) paintings.set(each.name, node.paint(each));
      await Promise.allSettled(paintings.values());
    });
    afterAll(() => node.stop());

    test.each(cases)('$name', async (reference) => {
      const painted = await paintings.get(reference.name);
      if (!painted) throw new Error('it was not painted');
      const want = referenceLatents(reference);
      if (reference.strength !== undefined) {
        expect(relativeDifference(painted.first, want.first)).toBeLessThan(latentsWithin);
      } else if (reference.model.endsWith('fp16')) {
        expect(relativeDifference(painted.first, want.first)).toBeLessThan(halfRounding);
      } else {
        expect(largestDifference(painted.first, want.first) / deviation(want.first)).toBeLessThan(noiseWithin);
      }
      expect(relativeDifference(painted.last, want.last)).toBeLessThan(latentsWithin);
      expect(await pictureAgreement(painted.picture, referencePicture(reference))).toBeGreaterThan(pictureAbove);
    });
  });
}

function deviation(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
}
