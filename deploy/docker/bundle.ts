/** Bundles the program of every part into the root, where images expect it: `node --import tsx deploy/docker/bundle.ts`. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleParts } from '../local/bundle-parts.ts';
import { partEntries } from '../local/parts.ts';

const root = join(import.meta.dirname, '..', '..');
const { node, ...others } = partEntries;

for (const [name, path] of Object.entries(await bundleParts({ ...others, 'gpu-node': node }, root)))
  await rename(path, join(root, `${name}.mjs`));
