import type { Conditioning } from './conditioning.ts';

/**
 * What recently used prompts are to the denoiser, in memory only and bounded by size; the least recently used leaves first.
 * The prompts that are its keys go with them.
 */
export class EmbeddingCache {
  readonly #limitBytes: number;
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Conditioning>();
  #sizeBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(prompt: string): Conditioning | undefined {
    const found = this.#entries.get(prompt);
    if (found) {
      this.#entries.delete(prompt);
      this.#entries.set(prompt, found);
    }
    return found;
  }

  set(prompt: string, conditioning: Conditioning): void {
    this.#remove(prompt);
    this.#entries.set(prompt, conditioning);
    this.#sizeBytes += bytesOf(conditioning);
    for (const oldest of this.#entries.keys()) {
      if (this.#sizeBytes <= this.#limitBytes) return;
      this.#remove(oldest);
    }
  }

  #remove(prompt: string): void {
    this.#sizeBytes -= bytesOf(this.#entries.get(prompt) ?? {});
    this.#entries.delete(prompt);
  }
}

function bytesOf(conditioning: Conditioning): number {
  return Object.values(conditioning).reduce((sum, { data }) => sum + data.byteLength, 0);
}
