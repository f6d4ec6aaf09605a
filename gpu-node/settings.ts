import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { ConfigError, ListenAddress, PeerAddress, commonSettings, loadConfig } from '@quartet/service-kit/config.ts';
import { type Static, Type } from 'typebox';
import { storeSettings } from './store/store-settings.ts';

const SettingsSchema = Type.Object({
  ...commonSettings,
  ...storeSettings,
  QUARTET_NODE_LISTEN: Type.String({ ...ListenAddress('where node.v1.Node is served'), default: '127.0.0.1:0' }),
  QUARTET_NODE_ADDRESS: Type.Optional(PeerAddress('where workers reach this node; the bound address when absent')),
  QUARTET_NODE_ID: Type.String({
    default: hostname(),
    minLength: 1,
    description: "this node's id, kept over restarts",
  }),
  QUARTET_NODE_POOL: Type.String({ default: 'cpu', minLength: 1, description: 'which kind of node this is' }),
  QUARTET_SCHEDULER_ADDRESS: PeerAddress('where scheduler.v1.Fleet is served'),
  QUARTET_MODELS_DIR: Type.String({
    default: join(import.meta.dirname, 'models'),
    description: 'the model store: a folder of model folders, or s3://bucket/prefix',
  }),
  QUARTET_NODE_PINNED_MODELS: Type.String({
    default: '',
    pattern: '^([a-z0-9][a-z0-9._-]*(,[a-z0-9][a-z0-9._-]*)*)?$',
    description: 'ids of models, with commas between them, that are loaded first and stay in memory',
  }),
  QUARTET_NODE_MEMORY_MB: Type.Optional(
    Type.Integer({
      minimum: 1,
      description:
        'MB (10^6 bytes) of the device’s memory that models may take; when absent half of the memory this process may ' +
        'have, or with cuda four fifths of the GPU’s; must be said with webgpu',
    }),
  ),
  QUARTET_NODE_PROVIDER: Type.Union([Type.Literal('cpu'), Type.Literal('cuda'), Type.Literal('webgpu')], {
    default: 'cpu',
    description: 'onnxruntime execution provider: cpu, cuda or webgpu, without fallback',
  }),
  QUARTET_NODE_DEVICE: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 63,
    description: 'which GPU, from 0, with provider cuda',
  }),
  QUARTET_NODE_THREADS: Type.Integer({
    default: availableParallelism(),
    minimum: 1,
    maximum: 256,
    description: 'CPU threads of a model call, 1 to 256',
  }),
  QUARTET_NODE_BATCH_CAP: Type.Integer({
    default: 8,
    minimum: 1,
    maximum: 64,
    description: 'the most images in one model call, 1 to 64; models for which fewer pay take fewer',
  }),
  QUARTET_NODE_TASK_CAP: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1024,
      description: 'the most tasks at once; half as many again as the batch cap when absent',
    }),
  ),
  QUARTET_NODE_ORPHAN_GRACE_SECONDS: Type.Number({
    default: 10,
    minimum: 0,
    maximum: 600,
    description: 'how long a task lives on without a Run stream, 0 to 600',
  }),
  QUARTET_NODE_CHECKPOINT_SECONDS: Type.Number({
    default: 10,
    minimum: 0,
    maximum: 3_600,
    description:
      'device time of a picture that may be lost with a node: it is stored half-painted that often; 0 is after every step',
  }),
  QUARTET_NODE_DRAIN_SECONDS: Type.Number({
    default: 20,
    minimum: 0,
    maximum: 3_600,
    description:
      'how long running tasks have to end on a stop before they are handed back, 0 to 3600; a supervisor must wait longer',
  }),
  QUARTET_NODE_STEP_LOG: Type.Union([Type.Literal('0'), Type.Literal('1')], {
    default: '0',
    description: '1 prints one JSON line for each call of a step: model, task ids, timesteps (of a tile: its number)',
  }),
});

export type Settings = Static<typeof SettingsSchema>;

/** Reads this process's settings. Throws ConfigError. */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const settings = loadConfig(SettingsSchema, 'QUARTET_NODE_', env);
  const { QUARTET_NODE_PROVIDER: provider, QUARTET_NODE_DEVICE: device, QUARTET_NODE_MEMORY_MB: memoryMb } = settings;
  if (device > 0 && provider !== 'cuda') throw new ConfigError('QUARTET_NODE_DEVICE is for QUARTET_NODE_PROVIDER cuda');
  if (provider === 'webgpu' && memoryMb === undefined) {
    throw new ConfigError('QUARTET_NODE_MEMORY_MB must be said with QUARTET_NODE_PROVIDER webgpu');
  }
  return settings;
}
