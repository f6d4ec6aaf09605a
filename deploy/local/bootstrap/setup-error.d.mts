/** Something is missing on this machine: the message is what a person has to do, `details` what a program printed. */
export declare class SetupError extends Error {
  readonly details: string;
  constructor(message: string, details?: string);
}
