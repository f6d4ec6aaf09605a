import { fileURLToPath } from 'node:url';
import { partEnvironment } from './environment.ts';
import type { DemoKeys } from './secrets.ts';
import type { ObjectStore } from './servers/s3.ts';
import type { ProcessSpec } from './supervised.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where each part begins, relative to the root. */
export const partEntries = {
  catalog: 'frontdoor/catalog/main.ts',
  scheduler: 'scheduler/main.ts',
  node: 'gpu-node/main.ts',
  worker: 'workflows/main.ts',
  frontdoor: 'frontdoor/main.ts',
} as const;

/** A program for each part. */
export type PartPrograms = Readonly<Record<keyof typeof partEntries, string>>;

/** Longer than the 30 s after which a part ends its own stop. */
const partStopLimitMs = 35_000;

/** Where everything is: each host:port unless it says otherwise. */
export interface Addresses {
  readonly catalog: string;
  readonly scheduler: string;
  readonly frontdoor: string;
  readonly temporal: string;
  /** Connection URL. */
  readonly redis: string;
  /** Connection URL. */
  readonly database: string;
}

/** What the parts are and what they are told beside their own listeners. */
export interface PartSettings {
  readonly programs: PartPrograms;
  readonly addresses: Addresses;
  readonly store: ObjectStore;
  readonly keys: DemoKeys;
  readonly modelsFolder: string;
}

/** The catalog: the one process that opens the database. */
export function catalogPart(settings: PartSettings, ops: string): ProcessSpec {
  const { addresses, keys, modelsFolder, programs } = settings;
  return part('catalog', programs.catalog, ops, 'QUARTET_CATALOG_', {
    QUARTET_CATALOG_LISTEN: addresses.catalog,
    QUARTET_CATALOG_DEMO_KEYS: JSON.stringify(keys),
    QUARTET_TEMPORAL_ADDRESS: addresses.temporal,
    QUARTET_REDIS_URL: addresses.redis,
    QUARTET_MODELS_DIR: modelsFolder,
    DATABASE_URL: addresses.database,
    ...storeSettings(settings.store),
  });
}

/** The scheduler. */
export function schedulerPart({ addresses, programs }: PartSettings, ops: string): ProcessSpec {
  return part('scheduler', programs.scheduler, ops, 'QUARTET_SCHEDULER_', {
    QUARTET_SCHEDULER_LISTEN: addresses.scheduler,
    QUARTET_CATALOG_ADDRESS: addresses.catalog,
    QUARTET_REDIS_URL: addresses.redis,
  });
}

/** One GPU node. `threads` is its share of the machine's cores, unless the caller has set another. */
export function nodePart(
  settings: PartSettings,
  node: { readonly id: string; readonly listen: string; readonly threads: number },
  ops: string,
): ProcessSpec {
  return part(node.id, settings.programs.node, ops, 'QUARTET_NODE_', {
    QUARTET_NODE_LISTEN: node.listen,
    QUARTET_NODE_ID: node.id,
    QUARTET_NODE_THREADS: process.env['QUARTET_NODE_THREADS'] || String(node.threads),
    QUARTET_SCHEDULER_ADDRESS: settings.addresses.scheduler,
    QUARTET_MODELS_DIR: settings.modelsFolder,
    // A node gets links to pictures; only models in S3 it reads by itself.
    ...(settings.modelsFolder.startsWith('s3://') ? storeSettings(settings.store) : {}),
    // glibc's pools of freed memory, as in the container image: models come and go with their threads.
    MALLOC_ARENA_MAX: '2',
  });
}

/** The workflow worker. */
export function workerPart({ addresses, programs, store }: PartSettings, ops: string): ProcessSpec {
  return part('worker', programs.worker, ops, 'QUARTET_WORKER_', {
    QUARTET_CATALOG_ADDRESS: addresses.catalog,
    QUARTET_SCHEDULER_ADDRESS: addresses.scheduler,
    QUARTET_TEMPORAL_ADDRESS: addresses.temporal,
    QUARTET_REDIS_URL: addresses.redis,
    ...storeSettings(store),
  });
}

/** The front door: the HTTP API and the page, which signs itself in as the demo user `pro`. */
export function frontdoorPart({ addresses, programs, store, keys }: PartSettings, ops: string): ProcessSpec {
  return part('frontdoor', programs.frontdoor, ops, 'QUARTET_FRONTDOOR_', {
    QUARTET_FRONTDOOR_LISTEN: addresses.frontdoor,
    QUARTET_FRONTDOOR_DEMO_KEY: keys.pro,
    QUARTET_CATALOG_ADDRESS: addresses.catalog,
    QUARTET_SCHEDULER_ADDRESS: addresses.scheduler,
    QUARTET_REDIS_URL: addresses.redis,
    ...storeSettings(store),
  });
}

function part(name: string, program: string, ops: string, ownPrefix: string, settings: NodeJS.ProcessEnv): ProcessSpec {
  return {
    name,
    kind: 'part',
    command: process.execPath,
    args: [program],
    env: { ...partEnvironment(ownPrefix), ...settings, QUARTET_OPS_LISTEN: ops },
    cwd: root,
    probe: (signal) => askReady(ops, signal),
    stopSignal: 'SIGTERM',
    stopLimitMs: partStopLimitMs,
  };
}

function storeSettings(store: ObjectStore): NodeJS.ProcessEnv {
  return {
    QUARTET_S3_URL: store.url,
    QUARTET_S3_REGION: store.region,
    QUARTET_S3_BUCKET: store.bucket,
    QUARTET_S3_ACCESS_KEY: store.accessKey,
    QUARTET_S3_SECRET_KEY: store.secretKey,
  };
}

/** Rejects with the names of what the part still waits for. */
async function askReady(ops: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(`http://${ops}/readyz`, { signal }).catch(() => undefined);
  if (!response) throw new Error('its first answer');
  const { missing } = (await response.json()) as { missing?: readonly string[] };
  if (!response.ok) throw new Error(missing?.join(', ') || `readiness, it answers ${response.status}`);
}
