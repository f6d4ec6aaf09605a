/** One model of the store: a folder with its graphs and a `quartet.json` that names and seals its files. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Manifest, type MatteManifest, type UpscaleManifest, parseManifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type PaintParts, paintFiles, readPaintParts } from './paint-folder.ts';

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
export async function readModelFolder(path: string): Promise<ModelFolder> {
  try {
    return await read(path);
  } catch (error) {
    throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
  }
}

async function read(path: string): Promise<ModelFolder> {
  const text = await readFile(join(path, 'quartet.json'));
  const manifest = parseManifest(text.toString());
  await verifyFiles(path, manifest);
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

/** Every file that will be read must be sealed by a digest, lie inside the folder, and be what the digest says. */
async function verifyFiles(path: string, manifest: Manifest): Promise<void> {
  const needed = manifest.stage === 'paint' ? paintFiles(manifest) : [manifest.model];
  for (const name of needed) {
    if (!(name in manifest.files)) throw new Error(`${name} has no digest in quartet.json`);
  }
  await Promise.all(
    Object.entries(manifest.files).map(async ([name, want]) => {
      if (isAbsolute(name) || normalize(name).startsWith('..')) throw new Error(`${name} lies outside the folder`);
      const hash = createHash('sha256');
      await pipeline(createReadStream(join(path, name)), hash);
      if (hash.digest('hex') !== want) throw new Error(`${name} is not the file quartet.json names`);
    }),
  );
}
