/** The previews of one picture that are being encoded: one after another, so that they come out in order. */
export class PreviewQueue {
  #pending = 0;
  #tail: Promise<void> = Promise.resolve();

  /** Resolves when all that were pushed are out. */
  get settled(): Promise<void> {
    return this.#tail;
  }

  /**
   * Encodes a preview and hands it over. One that is no milestone is left out while another is under way: encoding lags
   * behind, and a newer one follows.
   * @param take the unfinished picture as it is now, to be encoded later; undefined where there is nothing to see
   */
  push(take: () => (() => Promise<Buffer>) | undefined, milestone: boolean, deliver: (webp: Buffer) => void): void {
    if (this.#pending > 0 && !milestone) return;
    const encode = take();
    if (!encode) return;
    this.#pending += 1;
    this.#tail = this.#tail.then(async () => {
      const webp = await encode();
      this.#pending -= 1;
      deliver(webp);
    });
  }
}
