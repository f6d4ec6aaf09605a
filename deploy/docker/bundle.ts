/** Bundles the program of every part into the root, where images expect it: `node --import tsx deploy/docker/bundle.ts`. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleParts } from '../local/bundle-parts.ts';
import { partEntries } from '../local/parts.ts';

const root = join(import.meta.dirname, '..', '..');
const { node, ...others } = partEntries;
/** The node's image has the command for the model store too, the scheduler's the one for operators. */
const entries = {
  ...others,
  'gpu-node': node,
  models: 'gpu-node/store/command/main.ts',
  quartetctl: 'scheduler/quartetctl/main.ts',
};

for (const [name, path] of Object.entries(await bundleParts(entries, root)))
  await rename(path, join(root, `${name}.mjs`));
