import type { GraphInfo } from '../../runtime/lane-messages.ts';
import type { PaintParts } from '../../store/paint-folder.ts';
import type { Denoiser } from './denoiser.ts';
import { createFlux } from './flux.ts';
import { createSd3 } from './sd3.ts';
import { createUnet } from './unet.ts';

/**
 * A model's denoiser, by its family.
 * @param graph what the loaded graph says it takes
 * @throws Error when that is not what the family gives
 */
export function createDenoiser(
  { pipeline, latentPixels }: Pick<PaintParts, 'pipeline' | 'latentPixels'>,
  graph: GraphInfo,
): Denoiser {
  switch (pipeline.family) {
    case 'sd':
    case 'sdxl':
      return createUnet(pipeline, graph, latentPixels);
    case 'sd3':
      return createSd3(pipeline.patchSize, graph);
    case 'flux':
      return createFlux(graph);
  }
}
