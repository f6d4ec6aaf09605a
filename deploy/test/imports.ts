import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One import of one of our files. */
export interface Import {
  /** The importing file, relative to the repository. */
  readonly file: string;
  readonly specifier: string;
}

/** Folders of the repository that are no code of ours. */
const skipped = new Set(['node_modules', '.git', '.quartet', '.cache', 'coverage', 'models']);

/** Every TypeScript and JavaScript file under a folder, as a path relative to it. */
export function sourceFiles(root: string, folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sourceFiles(root, path);
    return /\.(ts|mts|mjs|js)$/.test(entry.name) ? [relative(root, path)] : [];
  });
}

/** Every import, re-export and dynamic import by a literal name. */
export function importsOf(root: string, file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => literal(source.slice(start, end)));
  const reExported = module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value));
  const specifiers = [...module.staticImports.map((each) => each.moduleRequest.value), ...dynamic, ...reExported];
  return [...new Set(specifiers)].flatMap((specifier) => (specifier ? [{ file, specifier }] : []));
}

function literal(expression: string): string | undefined {
  return /^(['"])(.*)\1$/.exec(expression)?.[2];
}

/** The workspace that an import leads to, if it leads to one of ours: by relative path or by package name. */
export function workspaceOf({ file, specifier }: Import): string | undefined {
  if (specifier.startsWith('.')) return relative('.', resolve(dirname(file), specifier)).split('/')[0];
  return /^@quartet\/([^/]+)/.exec(specifier)?.[1];
}

/** The package that an import needs from node_modules, if it needs one. */
export function packageOf({ specifier }: Import): string | undefined {
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (isBuiltin || specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('#'))
    return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
