import { homedir } from 'node:os';
import { join } from 'node:path';
import { modelObjectSettings } from '@quartet/service-kit/config.ts';
import { type Static, type TObject, type TProperties, Type } from 'typebox';

/** Settings of whoever reads models: where S3 is, and what of it is kept on this machine. */
export const storeSettings = {
  ...modelObjectSettings,
  QUARTET_NODE_MODEL_CACHE: Type.String({
    default: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'quartet', 'models'),
    description: 'folder that keeps models of a store in S3; processes may share it',
  }),
  QUARTET_NODE_MODEL_CACHE_GB: Type.Number({
    default: 50,
    exclusiveMinimum: 0,
    description: 'GB (10^9 bytes) that models of a store in S3 may take up on the disk; the least recently used leave',
  }),
} satisfies TProperties;

export type StoreSettings = Static<TObject<typeof storeSettings>>;
