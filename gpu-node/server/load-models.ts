import type { Logger } from '@quartet/service-kit/log.ts';
import { loadModel } from '../stages/load-model.ts';
import type { LoadSettings, StageModel } from '../stages/stage-model.ts';
import { readModelStore } from '../store/model-store.ts';

/** What a node has of its store. */
export interface NodeModels {
  readonly loaded: ReadonlyMap<string, StageModel>;
  /** Ids of models that are in the store and cannot be used. */
  readonly unavailable: ReadonlySet<string>;
}

/** Loads every model of the store. One that is broken is logged with what is wrong with it, and left out. */
export async function loadModels(directory: string, options: LoadSettings, log: Logger): Promise<NodeModels> {
  const { models, broken } = await readModelStore(directory);
  const loaded = new Map<string, StageModel>();
  const unavailable = new Set<string>();
  const leaveOut = (folder: string, id: string | undefined, error: unknown): void => {
    if (id !== undefined) unavailable.add(id);
    log.error({ folder, model: id, detail: detailOf(error) }, 'a model of the store cannot be used');
  };
  for (const { folder, id, error } of broken) leaveOut(folder, id, error);
  for (const folder of models) {
    const { id } = folder.manifest;
    const startedMs = performance.now();
    try {
      loaded.set(id, await loadModel(folder, options));
      log.info({ model: id, load_ms: Math.round(performance.now() - startedMs) }, 'a model is loaded');
    } catch (error) {
      leaveOut(folder.path, id, error);
    }
  }
  for (const id of loaded.keys()) unavailable.delete(id);
  return { loaded, unavailable };
}

/** What is wrong with a folder, in words: no request has been near it, so they carry no one's content. */
function detailOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
