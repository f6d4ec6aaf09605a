/** Files of models on their way: gigabytes, so always in pieces. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a stream held. */
export interface Digested {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A source that gives nothing for this long is dead; a live one may take as long as it likes. */
const stallLimitMs = 60_000;
/** Large enough that reading is not the bound, and hashed in well under a millisecond: the event loop is never held up. */
const readBytes = 256 * 1024;

/** A file of the disk, in pieces that are good to hash. */
export function readPieces(path: string): Readable {
  return createReadStream(path, { highWaterMark: readBytes });
}

/**
 * Reads a stream to its end for its digest.
 * @throws Error when it breaks or stalls
 */
export async function digestOf(source: Readable): Promise<Digested> {
  const meter = new Meter(source);
  await pipeline(source, async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) meter.add(piece);
  }).finally(() => meter.stop());
  return meter.result();
}

/**
 * Writes a stream to a new file, and makes the folders it lies in. The bytes are on the disk when this resolves.
 * @throws Error when the stream breaks or stalls, or the file is there already
 */
export async function writeStream(source: Readable, path: string, signal?: AbortSignal): Promise<Digested> {
  // Nothing may be awaited before the pipeline listens: a source that broke meanwhile would end the process.
  mkdirSync(dirname(path), { recursive: true });
  const meter = new Meter(source);
  await pipeline(
    source,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        meter.add(piece);
        yield piece;
      }
    },
    createWriteStream(path, { flags: 'wx', flush: true }),
    { signal },
  ).finally(() => meter.stop());
  return meter.result();
}

/** Hashes and counts what a source gives, and ends the source when it stalls. */
class Meter {
  readonly #hash = createHash('sha256');
  readonly #stall: NodeJS.Timeout;
  #sizeBytes = 0;

  constructor(source: Readable) {
    const stalled = (): unknown => source.destroy(new Error(`nothing arrived for ${stallLimitMs / 1_000} seconds`));
    this.#stall = setTimeout(stalled, stallLimitMs);
  }

  add(piece: Buffer): void {
    this.#stall.refresh();
    this.#hash.update(piece);
    this.#sizeBytes += piece.length;
  }

  stop(): void {
    clearTimeout(this.#stall);
  }

  result(): Digested {
    return { sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
  }
}
