/** How far a run is. */
export class RunSteps {
  readonly #onBegin: (step: number) => void;
  /** Steps done as last heard; undefined until the node has taken the task on. */
  done: number | undefined;

  /** @param onBegin called once, with the steps that were done before the run */
  constructor(onBegin: (step: number) => void) {
    this.#onBegin = onBegin;
  }

  hear(step: number): void {
    if (this.done === undefined) this.#onBegin(step);
    this.done = step;
  }
}
