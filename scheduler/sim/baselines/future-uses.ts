/** When each model is wanted again, of tasks that are known in advance. Time is told in tasks that have come. */
export class FutureUses {
  /** By model's rank, the numbers from 0 of the tasks that want it. */
  readonly #uses = new Map<number, number[]>();

  /** @param models that tasks want, in order of their arrival */
  constructor(models: readonly number[]) {
    for (const [number, model] of models.entries()) {
      const known = this.#uses.get(model);
      if (known) known.push(number);
      else this.#uses.set(model, [number]);
    }
  }

  /** The number of the next task that wants a model; infinite where none will. @param from the first task that has not come */
  next(model: number, from: number): number {
    const uses = this.#uses.get(model) ?? [];
    let [first, end] = [0, uses.length];
    while (first < end) {
      const middle = (first + end) >> 1;
      if ((uses[middle] ?? 0) >= from) end = middle;
      else first = middle + 1;
    }
    return uses[first] ?? Infinity;
  }
}
