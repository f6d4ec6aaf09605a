import type { NodeReport } from '../../core/events.ts';

/** Since when nodes load what they load, as their reports show it. */
export class LoadsUnderWay {
  readonly #loads = new Map<string, { readonly model: string; readonly sinceMs: number }>();

  takeReport({ nodeId, stored }: NodeReport, nowMs: number): void {
    const model = stored.find(({ state }) => state === 'STORED_MODEL_STATE_LOADING')?.model;
    if (model === undefined) this.#loads.delete(nodeId);
    else if (this.#loads.get(nodeId)?.model !== model) this.#loads.set(nodeId, { model, sinceMs: nowMs });
  }

  /** How long a node's load has been under way, milliseconds; 0 where there is none. */
  elapsedMs(nodeId: string, nowMs: number): number {
    return nowMs - (this.#loads.get(nodeId)?.sinceMs ?? nowMs);
  }
}
