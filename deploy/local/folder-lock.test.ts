import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePrivateJson } from './files.ts';
import { lockFolder } from './folder-lock.ts';
import { identify } from './process-identity.ts';
import { StackError } from './stack-error.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartet-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder lock', () => {
  it('refuses a second holder while the first lives', () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(StackError);
    lock.release();
    lockFolder(folder).release();
  });

  it('is taken over from a process that has died', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const holder = identify(child.pid ?? 0);
    writePrivateJson(`${folder}/lock.json`, holder);
    expect(() => lockFolder(folder)).toThrow(/in use/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockFolder(folder).release();
  });

  it('is taken over when its pid is another process by now', () => {
    writePrivateJson(`${folder}/lock.json`, { pid: process.pid, began: 'before' });
    lockFolder(folder).release();
  });

  it('is taken over when it is broken', () => {
    writeFileSync(`${folder}/lock.json`, '{"pid":');
    lockFolder(folder).release();
  });

  it('leaves nothing behind', () => {
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });
});
