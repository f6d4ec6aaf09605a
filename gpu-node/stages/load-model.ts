import { ReasonError } from '@quartet/protos/reasons.ts';
import { Lane, LaneError } from '../runtime/lane.ts';
import type { ModelFolder } from '../store/model-folder.ts';
import { MatteModel } from './matte-model.ts';
import { PaintModel } from './paint-model.ts';
import type { Lanes, LoadOptions, LoadSettings, StageModel } from './stage-model.ts';
import { UpscaleModel } from './upscale-model.ts';

/**
 * Loads a model of any stage on threads of its own, which end with {@link unloadModel}.
 * @param signal ends the load as soon as what is done at the moment is done
 * @throws ReasonError `out_of_memory`, or `model_unavailable` when a graph does not load or does not run; its cause says why.
 */
export async function loadModel(
  folder: ModelFolder,
  settings: LoadSettings,
  signal?: AbortSignal,
): Promise<StageModel> {
  const { id } = folder.manifest;
  const lanes = { steps: new Lane(`${id} steps`), side: new Lane(`${id} side`) };
  // What has stopped takes no more, so the load fails at its next call.
  const breakOff = (): void => void stopLanes(lanes);
  signal?.addEventListener('abort', breakOff);
  try {
    return await load(folder, { ...settings, lanes });
  } catch (error) {
    await stopLanes(lanes);
    const outOfMemory = error instanceof LaneError && error.failure === 'out_of_memory';
    throw new ReasonError(outOfMemory ? 'REASON_OUT_OF_MEMORY' : 'REASON_MODEL_UNAVAILABLE', {}, { cause: error });
  } finally {
    signal?.removeEventListener('abort', breakOff);
  }
}

/** Ends a model's threads after what they were given, and so gives its memory back. */
export function unloadModel({ lanes }: StageModel): Promise<void> {
  return stopLanes(lanes);
}

async function stopLanes({ steps, side }: Lanes): Promise<void> {
  await Promise.all([steps.stop(), side.stop()]);
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
