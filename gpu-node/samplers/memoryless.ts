import type { Sampler } from './sampler.ts';

/** The memory of a sampler that remembers nothing between steps. */
export const memoryless: Pick<Sampler, 'save' | 'restore'> = {
  save: () => [],
  restore(step, memory) {
    if (memory.length > 0) throw new Error(`before step ${step} this sampler remembers nothing`);
  },
};
