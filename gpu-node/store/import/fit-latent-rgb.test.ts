import { expect, test } from 'vitest';
import { readVerifiedFolder } from '../model-folder.ts';
import { shippedModel } from '../shipped-model.ts';
import { fitLatentRgb } from './fit-latent-rgb.ts';

test('previews of the shipped model are fitted by its autoencoder; without the encoder less well, but fitted', async () => {
  const folder = await readVerifiedFolder(shippedModel);
  if (folder.stage !== 'paint') throw new Error('it paints');
  // Grey levels. A single colour for everything is 70 off.
  const fit = await fitLatentRgb(folder);
  expect(fit.residual).toBeLessThan(45);
  expect(fit.latentRgb.matrix).toHaveLength(8);
  expect(await fitLatentRgb(folder)).toEqual(fit);
  const { latentRgb } = await fitLatentRgb({ ...folder, graphs: { ...folder.graphs, vaeEncoder: undefined } });
  // Both say the same of which channels make which colours.
  expect(correlation(latentRgb.matrix.flat(), fit.latentRgb.matrix.flat())).toBeGreaterThan(0.6);
  // And both say what the fit of painted pictures says, which the manifest has.
  expect(correlation(folder.manifest.latent_rgb.matrix.flat(), fit.latentRgb.matrix.flat())).toBeGreaterThan(0.7);
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
