import type { Model } from '@quartet/protos/generated/index.ts';
import { type Manifest, parseManifest } from '@quartet/protos/manifest.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The models that can be asked for. */
export interface ModelShelf {
  /** The default model first, then by id. */
  list(): Promise<readonly Model[]>;
}

/** A model that is added or mended is offered after this time at the latest. */
const rereadMs = 5_000;

/** The models of a folder: each in a folder of its own with a `quartet.json`. A broken one is left out and logged. */
export function modelsIn(folder: string, log: Logger, defaultModel?: string): ModelShelf {
  let known: Promise<readonly Model[]> | undefined;
  let readAt = 0;
  let lastBroken = '';

  async function read(): Promise<readonly Model[]> {
    const models: Model[] = [];
    const broken: string[] = [];
    const names = await readdir(folder).catch((error: unknown) => {
      log.error({ err: error }, 'the models folder cannot be read');
      return [];
    });
    for (const name of names) {
      const text = await readFile(join(folder, name, 'quartet.json'), 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      try {
        models.push(modelOf(parseManifest(text)));
      } catch {
        broken.push(name);
      }
    }
    // Said once for each new set, not at every reading.
    if (broken.length > 0 && broken.join() !== lastBroken)
      log.warn({ models: broken }, 'models with a broken quartet.json are left out');
    lastBroken = broken.join();
    const rank = (model: Model): number => (model.id === defaultModel ? 0 : 1);
    return models.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  }

  return {
    list: () => {
      if (!known || Date.now() - readAt > rereadMs) {
        readAt = Date.now();
        known = read();
      }
      return known;
    },
  };
}

function modelOf(manifest: Manifest): Model {
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
  };
}
