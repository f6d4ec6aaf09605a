import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@quartet/protos/manifest.ts';

/** A model's files as far as its manifest names and seals them: nothing else in the folder is read. */
export class SealedFiles {
  readonly #path: string;
  readonly #names: Manifest['files'];

  constructor(path: string, { files }: Manifest) {
    this.#path = path;
    this.#names = files;
  }

  has(name: string): boolean {
    return name in this.#names;
  }

  /**
   * A file's absolute path.
   * @throws Error when it is not there
   */
  pathOf(name: string): string {
    if (!this.has(name))
      throw new Error(
        `${name} has no digest in quartet.json: it is missing, or was not there when the folder was sealed`,
      );
    return join(this.#path, name);
  }

  /**
   * A file's text.
   * @param without what stands in for it where it is not there; absent: it must be
   */
  async read(name: string, without?: string): Promise<string> {
    if (without !== undefined && !this.has(name)) return without;
    return readFile(this.pathOf(name), 'utf8');
  }
}
