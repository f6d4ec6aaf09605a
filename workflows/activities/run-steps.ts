/** How far a run is, and what it has taken again. */
export class RunSteps {
  readonly #onRepeated: (steps: number) => void;
  readonly #stepBefore: number;
  /** Steps done as last heard; undefined until the node has taken the task on. */
  done: number | undefined;

  /**
   * @param stepBefore steps that the run before this one had done
   * @param onRepeated called with the steps that are taken again: a node begins further back than was heard last, at the
   *   beginning of the run or when the process that comes back after a broken stream is another
   */
  constructor(stepBefore: number, onRepeated: (steps: number) => void) {
    this.#stepBefore = stepBefore;
    this.#onRepeated = onRepeated;
  }

  hear(step: number): void {
    const repeated = (this.done ?? this.#stepBefore) - step;
    if (repeated > 0) this.#onRepeated(repeated);
    this.done = step;
  }
}
