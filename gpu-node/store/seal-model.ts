import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a model consists of: graphs, and what lies in folders beside them; cards, notices and pictures are not sealed. */
const sealed = /\.onnx([._]data)?$|\/.*\.(json|txt)$|^model_index\.json$/;

/**
 * Writes the digest of every file a model needs into its `quartet.json`: to be done after any change to the folder, for a node
 * refuses one whose digests are wrong.
 */
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
