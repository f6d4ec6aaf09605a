import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identify } from './process-identity.ts';
import { ProcessRecord, endLeftovers } from './processes.ts';

let folder: string;
let started: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/quartet-processes-`);
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function startProcess(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  started.push(child);
  return child.pid ?? 0;
}

describe('what an earlier stack has left running', () => {
  it('is found by its record and ended', async () => {
    const pid = startProcess();
    new ProcessRecord(folder).add('scheduler', pid);
    expect(await endLeftovers(folder)).toEqual(['scheduler']);
    expect(identify(pid)).toBeUndefined();
  });

  it('is nothing when its pid is another process by now', async () => {
    const pid = startProcess();
    const record = new ProcessRecord(folder);
    record.add('scheduler', pid);
    const path = `${folder}/processes.json`;
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/"began": "/, '"began": "earlier-'));
    expect(await endLeftovers(folder)).toEqual([]);
    expect(identify(pid)).toBeDefined();
  });

  it('is nothing when everything has ended', async () => {
    const pid = startProcess();
    const record = new ProcessRecord(folder);
    record.add('scheduler', pid);
    const ended = once(started[0] as ChildProcess, 'exit');
    process.kill(pid, 'SIGKILL');
    await ended;
    expect(await endLeftovers(folder)).toEqual([]);
  });
});
