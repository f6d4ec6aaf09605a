/** What the command line of `npm start` asks for. */
export interface LocalOptions {
  /** How many nodes run, 1 or more. */
  readonly nodeCount: number;
  /** Where the front door listens: this port or the next free one; 0 takes any free one. */
  readonly port: number;
  /** Delete what the data folder holds before starting. */
  readonly fresh: boolean;
  /** Print only the ready line, the keys and what goes wrong. */
  readonly quiet: boolean;
  readonly help: boolean;
}

export declare const usage: string;

export declare class UsageError extends Error {}

export declare function parseOptions(args: readonly string[]): LocalOptions;
