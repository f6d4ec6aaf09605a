import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, packageOf, sourceFiles, workspaceOf } from './imports.ts';

const root = join(import.meta.dirname, '..', '..');

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

const workspaces = manifestOf('.').workspaces ?? [];
const imports = sourceFiles(root).flatMap((file) => importsOf(root, file));

/** Which other workspaces each may import. Tests of the whole, in deploy, may look into every part. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  protos: [],
  'service-kit': ['protos'],
  scheduler: ['protos', 'service-kit'],
  'gpu-node': ['protos', 'service-kit'],
  workflows: ['protos', 'service-kit'],
  frontdoor: ['protos', 'service-kit'],
  deploy: workspaces,
  helm: ['protos', 'service-kit'],
  dashboards: ['protos', 'service-kit'],
};

describe('imports', () => {
  it('are found at all', () => {
    expect(imports).toContainEqual({ file: 'service-kit/lifecycle.ts', specifier: './config.ts' });
    expect(imports).toContainEqual({ file: 'deploy/local/start.mjs', specifier: 'tsx/esm/api' });
  });

  it('go one way between the parts', () => {
    const wrong = imports.filter((each) => {
      const from = each.file.split('/')[0] ?? '';
      const to = workspaceOf(each);
      return from in allowed && to && to !== from && workspaces.includes(to) && !allowed[from]?.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('name only packages that their workspace declares', () => {
    const common = Object.keys(manifestOf('.').dependencies ?? {});
    const forTests = [...common, ...Object.keys(manifestOf('.').devDependencies ?? {})];
    const undeclared = imports.filter((each) => {
      const name = packageOf(each);
      const folder = each.file.split('/')[0] ?? '';
      if (!name || !workspaces.includes(folder) || name === `@quartet/${folder}`) return false;
      const { dependencies, devDependencies } = manifestOf(folder);
      const declared = [...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})];
      const isTest = /\.(test|verify)\.ts$|\/(bench|e2e|reference|test|testing)\//.test(each.file);
      const shared = isTest ? forTests : common;
      return !declared.includes(name) && !shared.includes(name);
    });
    expect(undeclared).toEqual([]);
  });
});

describe('the lock file', () => {
  it('says what is installed, not where it came from', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http');
  });
});
