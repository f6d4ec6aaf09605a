/** One model of the store: a folder with its graphs and a `quartet.json` that names and seals its files. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, type MatteManifest, type UpscaleManifest, parseManifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { type PaintParts, paintFiles, readPaintParts } from './paint-folder.ts';
import { verifyFolder } from './verify-files.ts';

/** What is the same for models of all stages. */
interface Folder {
  readonly path: string;
  /** SHA-256 of the manifest, which names the digest of every file. */
  readonly digest: string;
}

export type PaintFolder = Folder & PaintParts;

/** A model that is one graph, from picture to picture. */
interface GraphFolder<OneManifest extends Manifest> extends Folder {
  readonly stage: OneManifest['stage'];
  readonly manifest: OneManifest;
  /** Absolute path. */
  readonly graph: string;
}

export type UpscaleFolder = GraphFolder<UpscaleManifest>;
export type MatteFolder = GraphFolder<MatteManifest>;
/** What a node must know of a model before it loads any graph. */
export type ModelFolder = PaintFolder | UpscaleFolder | MatteFolder;

/**
 * Reads a model folder and verifies the digest of every file it names.
 * @throws ReasonError `model_unavailable`, its cause says what is wrong with the folder.
 */
export function readModelFolder(path: string): Promise<ModelFolder> {
  return orUnavailable(async () => {
    const manifest = parseManifest(await readFile(join(path, manifestName), 'utf8'));
    await verifyFolder(path, manifest);
    return read(path);
  });
}

/**
 * Reads a model folder whose files have been verified: one that a store's `fetch` gave.
 * @throws ReasonError `model_unavailable`, its cause says what is wrong with the folder.
 */
export function readVerifiedFolder(path: string): Promise<ModelFolder> {
  return orUnavailable(() => read(path));
}

async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
  }
}

async function read(path: string): Promise<ModelFolder> {
  const text = await readFile(join(path, manifestName));
  const manifest = parseManifest(text.toString());
  const needed = manifest.stage === 'paint' ? paintFiles(manifest) : [manifest.model];
  for (const name of needed) {
    if (!(name in manifest.files)) throw new Error(`${name} has no digest in quartet.json`);
  }
  const folder = { path, digest: createHash('sha256').update(text).digest('hex') };
  switch (manifest.stage) {
    case 'paint':
      return { ...folder, ...(await readPaintParts(path, manifest)) };
    case 'upscale':
      return { ...folder, stage: manifest.stage, manifest, graph: join(path, manifest.model) };
    case 'matte':
      return { ...folder, stage: manifest.stage, manifest, graph: join(path, manifest.model) };
  }
}
