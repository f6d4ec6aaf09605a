/** The reference models as a model store. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PaintManifest } from '@quartet/protos/manifest.ts';
import { sealModel } from '../store/seal-model.ts';
import { fixtures, referenceCases } from './cases.ts';

/** Names of the reference models' folders, and in them the digests of their files by path. */
const models = JSON.parse(readFileSync(join(fixtures, 'models.json'), 'utf8')) as Record<
  string,
  Record<string, string>
>;

/** Names of all reference models; a model's id is its name. */
export const referenceModels: readonly string[] = Object.keys(models);

/** A store in a temporary folder. */
export interface ReferenceStore {
  readonly path: string;
  remove(): void;
}

/** Unpacks models, all of them by default, and gives each a manifest that offers what its cases ask for. */
export function referenceStore(names: readonly string[] = referenceModels): ReferenceStore {
  const path = mkdtempSync(join(tmpdir(), 'quartet-reference-'));
  for (const name of names) unpackModel(name, join(path, name));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Unpacks one model. Its manifest is not the one an import would write: it offers samplers that the model was not made for,
 * and its colours are grey, as nobody looks at its previews.
 */
export function unpackModel(name: string, folder: string): void {
  const files = models[name];
  if (!files) throw new Error(`there is no reference model ${name}`);
  for (const [file, digest] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gunzipSync(readFileSync(join(fixtures, 'files', `${digest}.gz`))));
  }
  writeFileSync(join(folder, 'quartet.json'), JSON.stringify(manifestOf(name, folder)));
  sealModel(folder);
}

function manifestOf(name: string, folder: string): PaintManifest {
  const cases = referenceCases.filter(({ model }) => model === name);
  const [usual] = cases;
  if (!usual) throw new Error(`${name} paints nothing`);
  const sizes = new Map(cases.map(({ width, height }) => [`${width}x${height}`, { width, height }]));
  const vae = JSON.parse(readFileSync(join(folder, 'vae_decoder/config.json'), 'utf8')) as { latent_channels: number };
  return {
    format: 1,
    stage: 'paint',
    id: name,
    version: '1',
    name,
    description: 'A reference model: random weights.',
    licence: 'Apache-2.0',
    sizes: [...sizes.values()],
    defaults: { steps: usual.steps, guidance: usual.guidance, sampler: usual.sampler },
    max_steps: 100,
    max_guidance: 10,
    samplers: [...new Set(cases.map(({ sampler }) => sampler))],
    latent_rgb: { matrix: Array.from({ length: vae.latent_channels }, () => [0.1, 0.1, 0.1]), bias: [0, 0, 0] },
    files: {},
  };
}
