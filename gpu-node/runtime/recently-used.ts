/** Values by name, bounded by what they weigh together; the least recently used leave first. */
export class RecentlyUsed<Value> {
  readonly #limit: number;
  readonly #weigh: (value: Value) => number;
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Value>();
  #weight = 0;

  /**
   * @param limit of the sum of all weights
   * @param weigh what a value weighs, always the same
   */
  constructor(limit: number, weigh: (value: Value) => number) {
    this.#limit = limit;
    this.#weigh = weigh;
  }

  get(name: string): Value | undefined {
    const found = this.#entries.get(name);
    if (found !== undefined) {
      this.#entries.delete(name);
      this.#entries.set(name, found);
    }
    return found;
  }

  set(name: string, value: Value): void {
    this.#remove(name);
    this.#entries.set(name, value);
    this.#weight += this.#weigh(value);
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#limit) return;
      this.#remove(oldest);
    }
  }

  #remove(name: string): void {
    const found = this.#entries.get(name);
    if (found === undefined) return;
    this.#weight -= this.#weigh(found);
    this.#entries.delete(name);
  }
}
