import type { Readable } from 'node:stream';
import type { Manifest } from '@quartet/protos/manifest.ts';
import { parseStoreLocation } from '@quartet/service-kit/model-folders.ts';
import { DiskStore } from './disk-store.ts';
import { S3Store } from './s3-store.ts';
import type { StoreSettings } from './store-settings.ts';

/** A model as its store lists it: no weights were read for this. */
export interface StoredModel {
  /** The folder's name in the store. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** SHA-256 of `quartet.json`, which names the digest of every file. */
  readonly digest: string;
  /** Bytes of all files; those that are missing count nothing. */
  readonly sizeBytes: number;
}

/** A folder of the store that gives no model, and why. */
export interface BrokenModel {
  /** The folder's name. */
  readonly folder: string;
  /** The model's id, where the manifest is sound enough to say it. */
  readonly id: string | undefined;
  readonly error: unknown;
}

/** What a store holds. */
export interface StoreListing {
  readonly models: readonly StoredModel[];
  readonly broken: readonly BrokenModel[];
}

/** Where models are kept. */
export interface ModelStore {
  /**
   * Reads every `<folder>/quartet.json`. A broken folder takes no other with it. Of two folders with one id the first by
   * name is the model, the other is broken.
   */
  list(): Promise<StoreListing>;

  /**
   * A folder on this machine that holds the model, every file with the digest that the manifest names. It stays until the
   * model has long been loaded; who needs it again later asks again.
   * @throws ReasonError `model_unavailable`, its cause says what is wrong
   */
  fetch(model: StoredModel): Promise<string>;

  /** Reads one of a model's files. Rejects or breaks off where the file is not to be had. */
  open(model: StoredModel, file: string): Promise<Readable>;

  /**
   * Adds a model. Nobody sees it before all of it is there, and nothing stays of one that fails.
   * @param build puts `quartet.json` and the files it names into a folder it is given, and says the folder's name in the store,
   * which must be free
   * @returns its manifest
   */
  add(build: (folder: string) => Promise<string>): Promise<Manifest>;

  /** Takes a folder away: first as a model, then its files. */
  remove(folder: string): Promise<void>;
}

/**
 * The model store at a location: a folder of model folders, or `s3://bucket/prefix`.
 * @throws ConfigError when the location is in S3 and the settings do not say how to reach it
 */
export function openStore(location: string, settings: StoreSettings): ModelStore {
  const place = parseStoreLocation(location);
  return place.kind === 'disk' ? new DiskStore(place.folder) : new S3Store(place, settings);
}
