/**
 * Bundles our own sources of each part into one file, anew at each start: a fraction of a second of esbuild saves every
 * part, and every restart of one, the loader's work on hundreds of modules (docs/decisions/003). Packages stay outside.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Imports between workspaces are ours, not packages. */
const workspaces: Plugin = {
  name: 'workspaces',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^@quartet\// }, ({ path }) => ({ path: join(root, path.slice('@quartet/'.length)) }));
  },
};

/** A source goes on knowing where it stands: files beside it are found from there. */
const places: Plugin = {
  name: 'places',
  setup: (bundler) => {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.filename', JSON.stringify(path))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: 'ts' };
    });
  },
};

/**
 * Bundles parts by their entries, which are relative to the root, for the stack of one data folder.
 * @returns where each part's bundle lies, by name.
 */
export async function bundleParts<Name extends string>(
  entries: Readonly<Record<Name, string>>,
  home: string,
): Promise<Record<Name, string>> {
  // Under the root's node_modules packages are found as they are from the sources; each stack has bundles of its own.
  const stackName = createHash('sha256').update(home).digest('hex').slice(0, 16);
  const folder = join(root, 'node_modules', '.cache', 'quartet', stackName);
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [workspaces, places],
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const bundles = Object.keys(entries).map((name) => [name, join(folder, `${name}.mjs`)]);
  return Object.fromEntries(bundles) as Record<Name, string>;
}
