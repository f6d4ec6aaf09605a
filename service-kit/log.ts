import { type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

/**
 * JSON lines on standard output. Callers log ids, reasons and numbers only, never content; of an error the log keeps type,
 * stable code, reason and stack frames, not the message, which may quote what a person wrote.
 */
export function createLogger(part: string, level: string): Logger {
  return pino({
    level,
    base: { part, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: withoutContent },
  });
}

/** A line of a stack that names a place in code. Looser, and a message's own line that begins with "at" would pass. */
const stackFrame = /^ {4}at (?:.* )?\(?(?:(?:file:|node:|\/).*:\d+:\d+|<anonymous>|index \d+|native)\)?$/;

/** What the log keeps of an error. */
export function withoutContent(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { type, stack } = stdSerializers.err(error);
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  const frames = stack.split('\n').filter((line) => stackFrame.test(line));
  return { type, code, reason, stack: frames.join('\n') };
}
