/** Files of models on their way: gigabytes, so always in pieces. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A source that gives nothing for this long is dead, be it before its first byte; a live one may take as long as it likes. */
export const stallLimitMs = 60_000;
const readBytes = 256 * 1024;

/** A file of the disk, in pieces large enough that their number does not matter. */
export function readPieces(path: string): Readable {
  return createReadStream(path, { highWaterMark: readBytes });
}

/**
 * Reads a stream to its end for its SHA-256, lower-case hexadecimal. On this thread: for commands, which have nothing else to do.
 * @throws Error when it breaks or stalls
 */
export async function digestOf(source: Readable): Promise<string> {
  const hash = createHash('sha256');
  const stall = new StallWatch(source);
  await pipeline(source, (pieces: AsyncIterable<Buffer>) => stall.pass(pieces), hash).finally(() => stall.stop());
  return hash.digest('hex');
}

/**
 * Writes a stream to a new file, and makes the folders it lies in. The bytes are on the disk when this resolves.
 * @returns their number
 * @throws Error when the stream breaks or stalls, or the file is there already
 */
export async function writeStream(source: Readable, path: string, signal: AbortSignal): Promise<number> {
  // Nothing may be awaited before the pipeline listens: a source that broke meanwhile would end the process.
  mkdirSync(dirname(path), { recursive: true });
  const stall = new StallWatch(source);
  const file = createWriteStream(path, { flags: 'wx', flush: true });
  await pipeline(source, (pieces: AsyncIterable<Buffer>) => stall.pass(pieces), file, { signal }).finally(() =>
    stall.stop(),
  );
  return file.bytesWritten;
}

/** Ends a source that stalls. */
class StallWatch {
  readonly #timer: NodeJS.Timeout;

  constructor(source: Readable) {
    const stalled = (): unknown => source.destroy(new Error(`nothing arrived for ${stallLimitMs / 1_000} seconds`));
    this.#timer = setTimeout(stalled, stallLimitMs);
  }

  async *pass(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      this.#timer.refresh();
      yield piece;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
