/** The stack cannot run, for a reason that a person can do something about: the message says all there is to say. */
export class StackError extends Error {
  override readonly name = 'StackError';
}
