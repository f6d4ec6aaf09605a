/**
 * Writes the digest of every file a model needs into its `quartet.json`: `node --import tsx gpu-node/store/seal-model.ts
 * FOLDER`. Run it after any change to the folder; a node refuses a folder whose digests are wrong.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** What a model consists of: graphs, and what lies in folders beside them; cards, notices and pictures are not sealed. */
const sealed = /\.(onnx|onnx_data)$|\/.*\.(json|txt)$|^model_index\.json$/;

/** Seals the model folder at `path`. */
export function sealModel(path: string): void {
  const file = join(path, 'quartet.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => sealed.test(name) && statSync(join(path, name)).isFile())
    .toSorted();
  const digest = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(path, name)))
      .digest('hex');
  manifest['files'] = Object.fromEntries(names.map((name) => [name, digest(name)]));
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const [folder] = parseArgs({ allowPositionals: true }).positionals;
  if (!folder || !existsSync(folder)) throw new Error('usage: seal-model.ts FOLDER');
  sealModel(folder);
}
