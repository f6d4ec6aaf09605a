import { catalogPrefix, catalogSettings } from '../../../frontdoor/catalog/settings.ts';
import { loadSettings as loadFrontdoor } from '../../../frontdoor/settings.ts';
import { loadSettings as loadNode } from '../../../gpu-node/settings.ts';
import { readPools } from '../../../scheduler/pools.ts';
import { settings as schedulerSettings } from '../../../scheduler/settings.ts';
import { loadConfig } from '../../../service-kit/config.ts';
import { workerSettings } from '../../../workflows/settings.ts';

/** Reads a part's settings as the part itself does: what it does not know or lacks is refused by a ConfigError. */
export const readSettings = {
  frontdoor: loadFrontdoor,
  catalog: (env: NodeJS.ProcessEnv) => loadConfig(catalogSettings, catalogPrefix, env),
  worker: (env: NodeJS.ProcessEnv) => loadConfig(workerSettings, 'QUARTET_WORKER_', env),
  scheduler: (env: NodeJS.ProcessEnv) =>
    readPools(loadConfig(schedulerSettings, 'QUARTET_SCHEDULER_', env).QUARTET_SCHEDULER_POOLS),
  node: loadNode,
} satisfies Record<string, (env: NodeJS.ProcessEnv) => unknown>;

/** A part by its name. */
export type PartName = keyof typeof readSettings;

/** Whether a name is a part's. */
export function isPart(name: string): name is PartName {
  return name in readSettings;
}
