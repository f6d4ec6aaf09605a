/** How a simulated fleet grows and shrinks. */

/** What a node takes to come and to go. */
export interface Elasticity {
  /** From the wish for a node until its first report. */
  readonly bootMs: number;
  /** A node that is given up has so long for what it runs; what is left then is handed back. */
  readonly graceMs: number;
  /** The pool of all nodes, whatever cards they have: their number is wanted as one figure. */
  readonly pool: string;
}

/** Says again and again how many nodes there are to be. */
export interface Scaler {
  /** From one look to the next. */
  readonly everyMs: number;
  /** @param nodes that were wanted until now, whether they boot or are there @returns nodes that are wanted from now on */
  look(nodes: number, nowMs: number): number;
  /** What it costs that a node is given up: the one that costs least is, of equal ones the newest. */
  costOf(nodeId: string): number;
}

/** Who says how many nodes there are to be, and how they come and go. */
export interface Scaling extends Elasticity {
  readonly scaler: Scaler;
}
