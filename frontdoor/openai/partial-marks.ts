/**
 * Which previews of one picture become its partial images: the first after each of some marks that divide its steps evenly.
 * A mark that no preview came after in time is passed over: at most `count`, and fewer when the picture is quick.
 */
export class PartialMarks {
  readonly #count: number;
  #passed = 0;
  #taken = 0;

  constructor(count: number) {
    this.#count = count;
  }

  /** The index of the partial image that a preview is, from 0; undefined when it is none. */
  take(step: number, steps: number): number | undefined {
    const passed = Math.min(Math.floor((step * (this.#count + 1)) / steps), this.#count);
    if (passed <= this.#passed) return undefined;
    this.#passed = passed;
    this.#taken += 1;
    return this.#taken - 1;
  }
}
