/** What a node keeps of a store in S3: whole, verified models, by the digest of their manifest. Processes may share it. */
import { readFile, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { withDigester } from './digester.ts';
import { writeStream } from './file-streams.ts';
import { inParallel } from './in-parallel.ts';
import type { StoredModel } from './open-store.ts';
import { withScratch } from './scratch-folder.ts';
import { sizeText } from './size-text.ts';
import { fileWidth, verifyFile } from './verify-files.ts';

/** Names the bytes of each file of an entry that was verified; its time is when the entry was last used. */
const markName = '.verified.json';
/** What was asked for within this time may be about to be loaded, by this process or another: it stays. */
const stayMs = 15 * 60_000;

type Sizes = Readonly<Record<string, number>>;

/** An entry of the cache. */
interface Entry {
  readonly path: string;
  readonly sizeBytes: number;
  readonly usedAtMs: number;
}

/** Models on this machine's disk, the least recently used of which leave for new ones. */
export class NodeCache {
  readonly #folder: string;
  readonly #limitBytes: number;
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(folder: string, limitBytes: number) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
  }

  /**
   * A model's folder: the one that is kept, or a new one that is filled through `open`.
   * @throws Error when a file is not to be had or not what its digest says, or the model is larger than the cache
   */
  take(model: StoredModel, open: (file: string) => Promise<Readable>): Promise<string> {
    const underWay = this.#underWay.get(model.digest);
    if (underWay) return underWay;
    const taken = this.#take(model, open).finally(() => this.#underWay.delete(model.digest));
    this.#underWay.set(model.digest, taken);
    return taken;
  }

  async #take(model: StoredModel, open: (file: string) => Promise<Readable>): Promise<string> {
    const place = join(this.#folder, model.digest);
    if (await this.#use(place)) return place;
    if (model.sizeBytes > this.#limitBytes) {
      throw new Error(`${sizeText(model.sizeBytes)} do not fit into a cache of ${sizeText(this.#limitBytes)}`);
    }
    return withScratch(this.#folder, async (scratch) => {
      await this.#makeRoom(model.sizeBytes, scratch);
      const made = join(scratch, 'model');
      await download(model, open, made);
      try {
        await rename(made, place);
      } catch (error) {
        // Another process was faster; or what lies there was damaged, and makes way.
        if (await this.#use(place)) return place;
        await rename(place, join(scratch, 'damaged')).catch(() => Promise.reject(error));
        await rename(made, place);
      }
      return place;
    });
  }

  /** Whether an entry is there and whole; notes that it is used. */
  async #use(place: string): Promise<boolean> {
    const sizes = await marked(place);
    if (!sizes) return false;
    const found = await Promise.all(Object.keys(sizes).map((name) => stat(join(place, name)).catch(() => undefined)));
    if (Object.values(sizes).some((size, index) => found[index]?.size !== size)) return false;
    // Between the two it may have left for another model.
    return utimes(join(place, markName), new Date(), new Date()).then(
      () => true,
      () => false,
    );
  }

  /** Lets the least recently used entries leave until a new one fits. */
  async #makeRoom(neededBytes: number, scratch: string): Promise<void> {
    const entries = await this.#entries();
    let freeBytes = this.#limitBytes - entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { path, sizeBytes, usedAtMs } of entries.toSorted((a, b) => a.usedAtMs - b.usedAtMs)) {
      if (freeBytes >= neededBytes || Date.now() - usedAtMs < stayMs) return;
      // Out of sight at once: nobody finds it half removed. Another process may have done the same.
      await rename(path, join(scratch, `left-${freeBytes}`)).catch(() => undefined);
      freeBytes += sizeBytes;
    }
  }

  async #entries(): Promise<Entry[]> {
    const names = (await readdir(this.#folder)).filter((name) => /^[0-9a-f]{64}$/.test(name));
    const entries = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const [sizes, used] = await Promise.all([marked(path), stat(join(path, markName)).catch(() => undefined)]);
        if (!sizes || !used) return [];
        return [{ path, sizeBytes: Object.values(sizes).reduce((sum, size) => sum + size, 0), usedAtMs: used.mtimeMs }];
      }),
    );
    return entries.flat();
  }
}

/** The bytes of each file, as an entry's mark names them; undefined where there is no entry. */
async function marked(place: string): Promise<Sizes | undefined> {
  const text = await readFile(join(place, markName), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Sizes);
}

/** Fetches a model's files into a new folder, verifies each, and marks the folder as whole. */
async function download(
  { manifest, digest: manifestDigest }: StoredModel,
  open: (file: string) => Promise<Readable>,
  into: string,
): Promise<void> {
  const sizes: Record<string, number> = {};
  await withDigester(async (digester) => {
    const take = async (name: string, signal: AbortSignal): Promise<string> => {
      const path = join(into, name);
      sizes[name] = await writeStream(await open(name), path, signal);
      return digester.digest(path);
    };
    const sha256 = await take(manifestName, new AbortController().signal);
    if (sha256 !== manifestDigest) throw new Error('quartet.json has changed since the store was listed');
    await inParallel(Object.entries(manifest.files), fileWidth, ([name, want], signal) =>
      verifyFile(name, want, () => take(name, signal)),
    );
  });
  await writeFile(join(into, markName), JSON.stringify(sizes), { flush: true });
}
