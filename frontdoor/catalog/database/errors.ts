/** What the database's refusals mean to a caller. Its own words cross no border: they may quote what a person wrote. */
import { ReasonError } from '@quartet/protos/reasons.ts';

/** SQLSTATE classes and codes of a server that is away, stopping, starting, full or too slow. */
const unavailable = /^(08...|53...|57P0[1-3]|57014|25P03|55P03|40001|40P01)$/;
/** Node's and pg's own words for the same. */
const connectionErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);
const connectionMessages =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered|Client was closed)/;

/** Whether the database could not be asked, so that the same request may work later. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return unavailable.test(code) || connectionErrors.has(code);
  return connectionMessages.test(error.message);
}

/** A text that PostgreSQL cannot hold, such as one with a zero byte. */
const isUnstorableText = (error: unknown): boolean =>
  error instanceof Error && ['22021', '22P05'].includes(String((error as { code?: unknown }).code));

/**
 * The error to give a caller for whatever a query threw. A ReasonError stays as it is; an unknown one is a defect and stays
 * too, to be logged without its message.
 */
export function fromDatabaseError(error: unknown): unknown {
  if (error instanceof ReasonError) return error;
  if (isUnavailable(error)) return new ReasonError('REASON_UNAVAILABLE', {}, { cause: error });
  // No cause: the error's own fields quote the text.
  if (isUnstorableText(error)) return new ReasonError('REASON_INVALID_FIELD');
  return error;
}
