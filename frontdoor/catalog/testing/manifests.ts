/** Manifests of models of each stage, as tests put them into a store. */
import type { MagicPromptLists, MatteManifest, PaintManifest, UpscaleManifest } from '@quartet/protos/manifest.ts';

const common = (id: string) => ({
  format: 1 as const,
  id,
  version: '1',
  name: id.toUpperCase(),
  description: 'for tests',
  licence: 'MIT',
  files: {},
});

export const paintManifest = (id: string, changes: Partial<PaintManifest> = {}): PaintManifest => ({
  ...common(id),
  stage: 'paint',
  sizes: [{ width: 512, height: 512 }],
  defaults: { steps: 8, guidance: 4, sampler: 'DDIMScheduler' },
  max_steps: 50,
  max_guidance: 10,
  samplers: ['DDIMScheduler'],
  latent_rgb: { matrix: [[0, 0, 0]], bias: [0, 0, 0] },
  ...changes,
});

/** Enlarges 2x, in tiles of 256 pixels, up to 2048 pixels. */
export const upscaleManifest = (id = 'test-upscale'): UpscaleManifest => ({
  ...common(id),
  stage: 'upscale',
  model: 'model.onnx',
  scale: 2,
  tile: { size: 256, margin: 16 },
  max_side: 2_048,
});

export const matteManifest = (id = 'test-matte'): MatteManifest => ({
  ...common(id),
  stage: 'matte',
  model: 'model.onnx',
  input_side: 320,
});

export const magicPromptLists = (auto: boolean): MagicPromptLists => ({
  auto,
  grounds: Array.from({ length: 8 }, (_, index) => `on ground ${index}`),
  scenes: [],
  settled: [],
});
