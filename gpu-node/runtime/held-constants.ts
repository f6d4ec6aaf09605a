import type { Tensor } from 'onnxruntime-node';
import { joinFeeds } from './join-feeds.ts';
import type { CallConstants, FloatTensor } from './lane-messages.ts';
import { RecentlyUsed } from './recently-used.ts';

/** As many as there are shapes between which a device usually changes. */
const heldCalls = 4;

/**
 * What the samples of the latest calls give their graph at all of their steps alike, joined and cast; on a lane's thread.
 * Prompts are most of what a step takes in, 64 MB for eight samples of FLUX, and the same from step to step.
 */
export class HeldConstants {
  readonly #held = new RecentlyUsed<Readonly<Record<string, Tensor>>>(heldCalls, () => 1);

  /**
   * The inputs of a call with these constants.
   * @param toTensor makes an input as the graph wants it
   */
  tensors(
    { key, rows }: CallConstants,
    toTensor: (name: string, tensor: FloatTensor) => Tensor,
  ): Readonly<Record<string, Tensor>> {
    const known = this.#held.get(key);
    if (known) return known;
    const joined = Object.entries(joinFeeds(rows)).map(([name, tensor]) => [name, toTensor(name, tensor)] as const);
    const tensors = Object.fromEntries(joined);
    this.#held.set(key, tensors);
    return tensors;
  }
}
