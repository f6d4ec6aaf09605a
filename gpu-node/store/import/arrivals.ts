import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import type { Digester } from '../digester.ts';
import { writeStream } from '../file-streams.ts';
import { sizeText } from '../size-text.ts';
import { assertFileName } from '../verify-files.ts';
import type { ImportSource } from './sources.ts';

/** Who waits hears of a large file this often. */
const reportMs = 5_000;

/** How files are had. */
export interface ArrivalOptions {
  readonly source: ImportSource;
  readonly digester: Digester;
  readonly signal: AbortSignal;
  /** Hears of progress. */
  readonly report: (line: string) => void;
}

/** Files on their way from a source into a folder. */
export class Arrivals {
  readonly folder: string;
  /** SHA-256 of those that are there. */
  readonly digests: Record<string, string> = {};
  readonly #from: ArrivalOptions;

  constructor(folder: string, from: ArrivalOptions) {
    this.folder = folder;
    this.#from = from;
  }

  /**
   * Fetches a file. Only the names that models' files may have are written.
   * @returns whether the source has it
   * @throws Error when it does not arrive whole
   */
  async take(file: string): Promise<boolean> {
    assertFileName(file);
    if (file in this.digests) return true;
    this.#from.signal.throwIfAborted();
    const stream = await this.#from.source.open(file, this.#from.signal);
    if (!stream) return false;
    const path = join(this.folder, file);
    const ticker = setInterval(() => void this.#tick(file, path), reportMs);
    try {
      const sizeBytes = await writeStream(stream, path, this.#from.signal);
      this.digests[file] = await this.#from.digester.digest(path);
      this.#from.report(`${file}  ${sizeText(sizeBytes)}`);
      return true;
    } finally {
      clearInterval(ticker);
    }
  }

  /** The bytes of the source's `quartet.json`; undefined where it has none. */
  async manifest(): Promise<Buffer | undefined> {
    const stream = await this.#from.source.open(manifestName, this.#from.signal);
    return stream && buffer(stream);
  }

  /**
   * Fetches a file that must be there.
   * @throws Error when the source does not have it, or it does not arrive whole
   */
  async need(file: string): Promise<void> {
    if (await this.take(file)) return;
    const hint = file.endsWith('/model.onnx') ? '; `optimum-cli export onnx` makes graphs of a model' : '';
    throw new Error(`${file} is missing${hint}`);
  }

  /** Says how much of a large file is there. */
  async #tick(file: string, path: string): Promise<void> {
    const written = await stat(path).catch(() => undefined);
    if (written) this.#from.report(`${file}  ${sizeText(written.size)} so far`);
  }

  /** The text of a file that is there. */
  text(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }
}
