import { ReasonError } from '@quartet/protos/reasons.ts';
import type { ModelFolder } from '../store/model-folder.ts';
import { MatteModel } from './matte-model.ts';
import { PaintModel } from './paint-model.ts';
import type { LoadOptions, StageModel } from './stage-model.ts';
import { UpscaleModel } from './upscale-model.ts';

/**
 * Loads a model of any stage.
 * @throws ReasonError `model_unavailable` when a graph does not load or does not run; its cause says why.
 */
export async function loadModel(folder: ModelFolder, options: LoadOptions): Promise<StageModel> {
  try {
    return await load(folder, options);
  } catch (error) {
    throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
  }
}

function load(folder: ModelFolder, options: LoadOptions): Promise<StageModel> {
  switch (folder.stage) {
    case 'paint':
      return PaintModel.load(folder, options);
    case 'upscale':
      return UpscaleModel.load(folder, options);
    case 'matte':
      return MatteModel.load(folder, options);
  }
}
