import { type PaintManifest, parseManifest } from '@quartet/protos/manifest.ts';
import { type Static, Type } from 'typebox';
import { parseSchedulerConfig } from '../../samplers/scheduler-config.ts';
import { VaeConfigSchema, parseConfig } from '../diffusers-configs.ts';
import { type PaintParts, readPaintParts } from '../paint-folder.ts';
import { readTokenizer } from '../read-tokenizer.ts';
import type { Arrivals } from './arrivals.ts';
import { chooseSamplers } from './choose-samplers.ts';
import { defaultSizes } from './default-sizes.ts';
import { licenceOf } from './model-card.ts';
import { paintDefaults } from './paint-defaults.ts';
import type { Layout } from './take-layout.ts';

/** What whoever imports a model says of it; what is absent is found out. */
export interface ModelFacts {
  readonly id?: string | undefined;
  readonly version?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly licence?: string | undefined;
  readonly sizes?: PaintManifest['sizes'] | undefined;
  readonly steps?: number | undefined;
  readonly guidance?: number | undefined;
  readonly sampler?: string | undefined;
  readonly exact?: boolean | undefined;
}

/** A manifest that lacks what only the weights tell, and what else is known of the model. */
export interface Draft {
  readonly manifest: Omit<PaintManifest, 'files' | 'latent_rgb' | 'version'>;
  /** Whether the folder has the encoder among its graphs is not known yet: it is here in any case. */
  readonly parts: PaintParts;
}

const families: Readonly<Record<PaintParts['pipeline']['family'], string>> = {
  sd: 'Stable Diffusion',
  sdxl: 'Stable Diffusion XL',
  sd3: 'Stable Diffusion 3',
  flux: 'FLUX',
};

/** Names of models that were distilled to a few steps. */
const distilledNames = /turbo|lightning|lcm|hyper|schnell|distill/i;

/** `unet/config.json` or `transformer/config.json`, as far as sizes and steps depend on it. */
const DenoiserConfigSchema = Type.Object({
  _class_name: Type.String({ default: '' }),
  sample_size: Type.Optional(
    Type.Union([Type.Integer({ minimum: 1 }), Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1 }), Type.Null()]),
  ),
  block_out_channels: Type.Array(Type.Integer(), { minItems: 1, default: [320, 640, 1280, 1280] }),
  guidance_embeds: Type.Boolean({ default: false }),
});
type DenoiserConfig = Static<typeof DenoiserConfigSchema>;

/**
 * Describes a model by its configurations, before its weights are fetched.
 * @param source its name, for what names tell
 * @throws Error that says what is wrong with them, or what has to be said by hand
 */
export async function draftManifest(
  arrivals: Arrivals,
  layout: Layout,
  facts: ModelFacts,
  source: string,
): Promise<Draft> {
  const { id } = facts;
  if (id === undefined) throw new Error('--id is needed: the source has no quartet.json that names the model');
  const licence = facts.licence ?? (await licenceOfCard(arrivals));
  if (licence === undefined) throw new Error('--licence is needed: the source has no model card that names one');
  const denoiser = await readDenoiser(arrivals, layout);
  const scheduler = parseSchedulerConfig(await arrivals.text('scheduler/scheduler_config.json'));
  const own = typeof scheduler['_class_name'] === 'string' ? scheduler['_class_name'] : '';
  const isToldNoGuidance = denoiser._class_name === 'FluxTransformer2DModel' && !denoiser.guidance_embeds;
  const isDistilled = own === 'LCMScheduler' || isToldNoGuidance || distilledNames.test(`${id} ${source}`);
  const { samplers, sampler } = chooseSamplers(scheduler, own, isDistilled, facts.sampler);

  const parts = await readParts(arrivals, layout, { samplers: [...samplers], sampler });
  const { steps, guidance, max_steps, max_guidance } = paintDefaults(parts.pipeline, sampler, isDistilled);
  const defaults = { steps: facts.steps ?? steps, guidance: facts.guidance ?? guidance, sampler };
  const manifest: Draft['manifest'] = {
    format: 1,
    stage: 'paint',
    id,
    name: facts.name ?? id,
    description: facts.description ?? `A ${families[parts.pipeline.family]} model.`,
    licence,
    sizes: facts.sizes ?? sizesOf(denoiser, parts),
    defaults,
    max_steps: Math.max(max_steps, defaults.steps),
    max_guidance: Math.max(max_guidance, defaults.guidance),
    samplers: [...samplers],
    ...(facts.exact && { exact: true }),
  };
  verifySizes(manifest.sizes, unitOf(denoiser, parts));
  // What is wrong with it is found now, not when gigabytes are there.
  parseManifest(JSON.stringify({ ...parts.manifest, ...manifest, files: {} }));
  for (const { tokenizer } of parts.encoders) readTokenizer(tokenizer);
  return { manifest, parts };
}

async function licenceOfCard(arrivals: Arrivals): Promise<string | undefined> {
  return 'README.md' in arrivals.digests ? licenceOf(await arrivals.text('README.md')) : undefined;
}

async function readDenoiser(arrivals: Arrivals, { graphs }: Layout): Promise<DenoiserConfig> {
  const name = `${graphs.includes('unet') ? 'unet' : 'transformer'}/config.json`;
  return parseConfig(DenoiserConfigSchema, name in arrivals.digests ? await arrivals.text(name) : '{}', name);
}

/** Reads the folder as a node would, as if its graphs were there. */
async function readParts(
  arrivals: Arrivals,
  { graphs, optionalGraphs }: Layout,
  { samplers, sampler }: { readonly samplers: string[]; readonly sampler: string },
): Promise<PaintParts> {
  const vaeName = 'vae_decoder/config.json';
  const vaeText = vaeName in arrivals.digests ? await arrivals.text(vaeName) : '{}';
  const { latent_channels } = parseConfig(VaeConfigSchema, vaeText, vaeName);
  const expected = [...graphs, ...optionalGraphs].map((name) => [`${name}/model.onnx`, '']);
  return readPaintParts(arrivals.folder, {
    format: 1,
    stage: 'paint',
    id: '',
    version: '',
    name: '',
    description: '',
    licence: '',
    files: { ...arrivals.digests, ...(Object.fromEntries(expected) as Record<string, string>) },
    sizes: [],
    defaults: { steps: 1, guidance: 0, sampler },
    max_steps: 1,
    max_guidance: 1,
    samplers,
    latent_rgb: { matrix: Array.from({ length: latent_channels }, () => [0, 0, 0]), bias: [0, 0, 0] },
  });
}

/** Sizes by what the model was trained on: FLUX's configuration does not say it. */
function sizesOf(denoiser: DenoiserConfig, parts: PaintParts): PaintManifest['sizes'] {
  const { family } = parts.pipeline;
  const sample = [denoiser.sample_size ?? (family === 'sd' ? 64 : 128)].flat()[0] ?? 0;
  return defaultSizes(sample * parts.latentPixels, unitOf(denoiser, parts), family !== 'sd');
}

/** Pixels that widths and heights are multiples of: what the denoiser halves has to come out even. */
function unitOf(denoiser: DenoiserConfig, { pipeline, latentPixels }: PaintParts): number {
  const isUnet = pipeline.family === 'sd' || pipeline.family === 'sdxl';
  return latentPixels * (isUnet ? 2 ** (denoiser.block_out_channels.length - 1) : 2);
}

function verifySizes(sizes: PaintManifest['sizes'], unit: number): void {
  for (const { width, height } of sizes) {
    const isPainted = width % unit === 0 && height % unit === 0 && width > 0 && height > 0;
    if (!isPainted) throw new Error(`${width}x${height}: the model paints multiples of ${unit} pixels`);
  }
}
