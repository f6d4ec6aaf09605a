import type { NodeReport } from '../core/events.ts';
import type { Card } from './mixes/fleet.ts';
import type { SimMemory } from './sim-memory.ts';
import { residentModel, storedModel } from './sim-models.ts';

type Told = Pick<NodeReport, 'models' | 'stored'>;

/** What a node tells of its models, made anew only when they change: it is told each second. */
export class ToldModels {
  readonly #models: readonly number[];
  readonly #card: Card;
  #key = '';
  #told: Told = { models: [], stored: [] };

  /** @param models that the node's store has and its memory has room for */
  constructor(models: readonly number[], card: Card) {
    this.#models = models;
    this.#card = card;
  }

  of(memory: SimMemory): Told {
    // What has been on the disk since when shows in the time spent loading.
    const key = `${[...memory.models].join()} ${memory.loading} ${memory.loadedMs}`;
    if (key !== this.#key) {
      const stored = this.#models.filter((rank) => !memory.models.has(rank));
      this.#key = key;
      this.#told = {
        models: Array.from(memory.models, (rank) => residentModel(rank, this.#card)),
        stored: stored.map((rank) => storedModel(rank, memory.isOnDisk(rank), memory.loading === rank)),
      };
    }
    return this.#told;
  }
}
