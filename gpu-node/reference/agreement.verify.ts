/** All of the cases through a node, and what no checkpoint has: the latents after the last step. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SourceShelf, Workbench } from '../stages/testing.ts';
import { describeAgreement, latentsWithin } from './agreement.ts';
import { contentOf } from './case-content.ts';
import { referenceCases, referenceLatents } from './cases.ts';
import { relativeDifference } from './compare.ts';
import { type ReferenceStore, referenceModels, referenceStore } from './unpack.ts';

describeAgreement(referenceCases);

describe.each(referenceModels)('%s ends with the latents that diffusers ends with', (model) => {
  const shelf = new SourceShelf();
  const workbench = new Workbench(4, 1);
  let store: ReferenceStore;
  beforeAll(async () => {
    store = referenceStore([model]);
    await Promise.all([shelf.open(), workbench.load(join(store.path, model))]);
  });
  afterAll(async () => {
    await workbench.stop();
    shelf.close();
    store.remove();
  });

  test.each(referenceCases.filter((each) => each.model === model))('$name', async (reference) => {
    let last = new Float32Array();
    await workbench.make(await contentOf(reference, shelf), (step, _, sample) => {
      if (step === sample.steps) last = sample.freeze?.().latents.slice() ?? last;
    });
    expect(relativeDifference(last, referenceLatents(reference).last)).toBeLessThan(latentsWithin);
  });
});
