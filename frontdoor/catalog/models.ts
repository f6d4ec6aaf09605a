import type { Model } from '@quartet/protos/generated/index.ts';
import { type Manifest, type PaintManifest, parseManifest } from '@quartet/protos/manifest.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { ModelFolders } from '@quartet/service-kit/model-folders.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';

/** The manifest of a model that does one stage. */
export type ManifestOf<Stage extends Manifest['stage']> = Extract<Manifest, { stage: Stage }>;

/** The models of the store. */
export interface ModelShelf {
  /** Those that paint, which are all that can be asked for: the default one first, then by id. */
  list(): Promise<readonly Model[]>;
  /** The one of an id that paints. */
  painter(id: string): Promise<PaintManifest | undefined>;
  /** The one that does a stage which nobody chooses a model for: the first by id. */
  firstOf<Stage extends Manifest['stage']>(stage: Stage): Promise<ManifestOf<Stage> | undefined>;
}

/** A model that is added or mended is offered after this time at the latest. */
const rereadMs = 5_000;

/** A store that answers later than this is taken for one that cannot be read. */
const answerDeadlineMs = 5_000;

/**
 * The models of a store: each a folder with a `quartet.json`. A broken one is left out and logged; while the store cannot be
 * read, what was last read of it stays on offer.
 */
export function modelsIn(store: ModelFolders, log: Logger, defaultModel?: string): ModelShelf {
  let known: Promise<readonly Manifest[]> | undefined;
  let lastRead: readonly Manifest[] = [];
  let readAt = 0;
  let lastBroken = '';

  async function read(): Promise<readonly Manifest[]> {
    try {
      lastRead = await withinDeadline(readAll(), answerDeadlineMs);
    } catch (error) {
      log.error({ err: error }, 'the model store cannot be read');
    }
    return lastRead;
  }

  async function readAll(): Promise<readonly Manifest[]> {
    const manifests = new Map<string, Manifest>();
    const broken: string[] = [];
    for (const folder of await store.list()) {
      try {
        const text = await folder.manifest();
        if (text === undefined) continue;
        const manifest = parseManifest(text.toString());
        // As on nodes: of two folders with one id the first is the model.
        if (!manifests.has(manifest.id)) manifests.set(manifest.id, manifest);
      } catch {
        broken.push(folder.name);
      }
    }
    // Said once for each new set, not at every reading.
    if (broken.length > 0 && broken.join() !== lastBroken)
      log.warn({ models: broken }, 'models with a broken quartet.json are left out');
    lastBroken = broken.join();
    const rank = (manifest: Manifest): number => (manifest.id === defaultModel ? 0 : 1);
    return [...manifests.values()].toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  }

  async function all<Stage extends Manifest['stage']>(stage: Stage): Promise<readonly ManifestOf<Stage>[]> {
    if (!known || Date.now() - readAt > rereadMs) {
      readAt = Date.now();
      known = read();
    }
    return (await known).filter((manifest): manifest is ManifestOf<Stage> => manifest.stage === stage);
  }

  return {
    list: async () => (await all('paint')).map(modelOf),
    painter: async (id) => (await all('paint')).find((manifest) => manifest.id === id),
    firstOf: async (stage) => (await all(stage))[0],
  };
}

function modelOf(manifest: PaintManifest): Model {
  const { id, name, description, licence, sizes, defaults, samplers } = manifest;
  return {
    id,
    name,
    description,
    licence,
    sizes,
    defaultSteps: defaults.steps,
    maxSteps: manifest.max_steps,
    defaultGuidance: defaults.guidance,
    maxGuidance: manifest.max_guidance,
    defaultSampler: defaults.sampler,
    samplers,
    magicPromptAuto: manifest.magic_prompt?.auto ?? false,
  };
}
