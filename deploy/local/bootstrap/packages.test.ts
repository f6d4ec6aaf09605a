import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesInstalled } from './packages.mjs';

const locked = {
  '': { name: 'root' },
  'node_modules/@us/part': { link: true },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/tool': { version: '2.0.0', dev: true },
  'node_modules/other-system': { version: '3.0.0', optional: true },
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quartet-packages-'));
  mkdirSync(`${root}/node_modules`);
  writeFileSync(`${root}/package-lock.json`, JSON.stringify({ packages: locked }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function install(packages: object): void {
  writeFileSync(`${root}/node_modules/.package-lock.json`, JSON.stringify({ packages }));
}

describe('installed packages', () => {
  it('are missing in a fresh clone', () => {
    expect(packagesInstalled(root, 'production')).toBe(false);
  });

  it('are complete for running without the tools', () => {
    install({ 'node_modules/a': { version: '1.0.0' } });
    expect(packagesInstalled(root, 'production')).toBe(true);
    expect(packagesInstalled(root, 'all')).toBe(false);
  });

  it('are out of date when the lock file names another version', () => {
    install({ 'node_modules/a': { version: '0.9.0' }, 'node_modules/tool': { version: '2.0.0' } });
    expect(packagesInstalled(root, 'all')).toBe(false);
  });
});
