import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, parseManifest } from '@quartet/protos/manifest.ts';
import { manifestName } from '@quartet/service-kit/model-folders.ts';
import { withDigester } from '../digester.ts';
import { readModelFolder } from '../model-folder.ts';
import type { ModelStore, StoreListing } from '../open-store.ts';
import { Arrivals } from './arrivals.ts';
import { type ModelFacts, draftManifest } from './draft-manifest.ts';
import { fitLatentRgb } from './fit-latent-rgb.ts';
import type { ImportSource } from './sources.ts';
import { takeConfigs, takeGraphs } from './take-layout.ts';

/** How a model is imported. */
export interface ImportOptions {
  readonly store: ModelStore;
  readonly source: ImportSource;
  /** The source as it was named. */
  readonly sourceName: string;
  readonly facts: ModelFacts;
  /** Whether it takes the place of one with its id. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  /** Hears of progress. */
  readonly report: (line: string) => void;
}

/**
 * Brings a model into a store: one in diffusers' layout, for which a manifest is made, or one that has a `quartet.json`, which
 * is kept but for what `facts` change. It is read as a node would read it before it can be seen in the store.
 * @returns its manifest
 * @throws Error that says what is wrong with the source; the store is as before
 */
export async function importModel(options: ImportOptions): Promise<Manifest> {
  const { store, facts, replace } = options;
  const listing = await store.list();
  const before = (id: string): string[] => foldersOf(listing, id);
  const refuseTaken = (id: string | undefined): void => {
    if (id === undefined || replace || before(id).length === 0) return;
    throw new Error(`${id} is in the store already; --replace puts this one in its place`);
  };
  refuseTaken(facts.id);
  const manifest = await store.add(async (folder) => {
    const made = await withDigester(async (digester) => {
      const arrivals = new Arrivals(folder, { ...options, digester });
      const sealed = await arrivals.manifest();
      return sealed ? takeSealed(arrivals, sealed, facts, refuseTaken) : takeLayout(arrivals, options);
    });
    await readModelFolder(folder).catch((error: unknown) => {
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
    });
    options.signal.throwIfAborted();
    return freeName(made.id, listing);
  });
  for (const folder of before(manifest.id)) await store.remove(folder);
  return manifest;
}

/** Folders that hold a model of an id, whole or not. */
function foldersOf({ models, broken }: StoreListing, id: string): string[] {
  const ids = [...models.map((model) => ({ folder: model.folder, id: model.manifest.id })), ...broken];
  return ids.filter((each) => each.id === id).map(({ folder }) => folder);
}

/** A folder for a model: of its own name, or beside the one whose place it takes. */
function freeName(id: string, { models, broken }: StoreListing): string {
  const taken = new Set([...models, ...broken].map(({ folder }) => folder));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? id : `${id}.${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Fetches a model that has a manifest: a copy of it, digest and all, unless something of it is to be changed. */
async function takeSealed(
  arrivals: Arrivals,
  bytes: Buffer,
  facts: ModelFacts,
  refuseTaken: (id: string) => void,
): Promise<Manifest> {
  const found = parseManifest(bytes.toString());
  const text = amend(found, facts);
  const manifest = text === undefined ? found : parseManifest(text);
  refuseTaken(manifest.id);
  for (const [file, want] of Object.entries(manifest.files)) {
    await arrivals.need(file);
    if (arrivals.digests[file] !== want) throw new Error(`${file} is not the file quartet.json names`);
  }
  await writeFile(join(arrivals.folder, manifestName), text ?? bytes);
  return manifest;
}

/** A manifest with what somebody says of it instead; undefined where that is nothing. */
function amend(manifest: Manifest, facts: ModelFacts): string | undefined {
  const { sizes, steps, guidance, sampler, exact, ...common } = facts;
  const defaults = given({ steps, guidance, sampler });
  const painting = given({ sizes, exact });
  const changes = { ...given(common), ...painting };
  if (Object.keys(changes).length + Object.keys(defaults).length === 0) return undefined;
  const before = manifest.stage === 'paint' ? manifest.defaults : {};
  const merged = Object.keys(defaults).length > 0 ? { defaults: { ...before, ...defaults } } : {};
  return textOf({ ...manifest, ...changes, ...merged });
}

function given<Facts extends object>(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>;
}

/** Fetches a model in diffusers' layout and makes its manifest. */
async function takeLayout(arrivals: Arrivals, options: ImportOptions): Promise<Manifest> {
  const { facts, sourceName, report } = options;
  const layout = await takeConfigs(arrivals);
  const draft = await draftManifest(arrivals, layout, facts, sourceName);
  await takeGraphs(arrivals, layout);
  const { graphs } = draft.parts;
  const vaeEncoder = 'vae_encoder/model.onnx' in arrivals.digests ? graphs.vaeEncoder : undefined;
  const { latentRgb, residual } = await fitLatentRgb({ ...draft.parts, graphs: { ...graphs, vaeEncoder } });
  report(`previews: fitted to ${residual.toFixed(1)} grey levels`);
  const files = Object.fromEntries(Object.entries(arrivals.digests).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const version = facts.version ?? createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const text = textOf({ ...draft.manifest, version, latent_rgb: latentRgb, files });
  await writeFile(join(arrivals.folder, manifestName), text);
  return parseManifest(text);
}

function textOf(manifest: object): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
