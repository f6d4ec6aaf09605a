/** What a prompt looks like to the denoiser: [1, length, width]. */
export interface Embedding {
  readonly data: Float32Array;
  readonly length: number;
  readonly width: number;
}

/**
 * Recently used embeddings, in memory only and bounded by size; the least recently used leaves first. The prompts that are
 * its keys go with them.
 */
export class EmbeddingCache {
  readonly #limitBytes: number;
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Embedding>();
  #sizeBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(prompt: string): Embedding | undefined {
    const found = this.#entries.get(prompt);
    if (found) {
      this.#entries.delete(prompt);
      this.#entries.set(prompt, found);
    }
    return found;
  }

  set(prompt: string, embedding: Embedding): void {
    this.#remove(prompt);
    this.#entries.set(prompt, embedding);
    this.#sizeBytes += embedding.data.byteLength;
    for (const oldest of this.#entries.keys()) {
      if (this.#sizeBytes <= this.#limitBytes) return;
      this.#remove(oldest);
    }
  }

  #remove(prompt: string): void {
    this.#sizeBytes -= this.#entries.get(prompt)?.data.byteLength ?? 0;
    this.#entries.delete(prompt);
  }
}
