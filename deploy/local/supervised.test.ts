import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backOffMs } from './back-off.ts';
import { Guard } from './guard.ts';
import { identify } from './process-identity.ts';
import { ProcessRecord } from './processes.ts';
import { type ProcessSpec, Supervised, type Surroundings } from './supervised.ts';

const never = new AbortController().signal;
let folder: string;
let guard: Guard;
let running: Supervised[];
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartet-supervised-'));
  guard = new Guard();
  running = [];
  told = [];
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop(AbortSignal.abort())));
  await guard.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Supervises a Node program that is ready when it has made the file `ready`. */
function supervise(program: string, changes: Partial<ProcessSpec> = {}): Supervised {
  const surroundings: Surroundings = {
    logsFolder: folder,
    guard,
    record: new ProcessRecord(folder),
    onSpawn: (_name, pid) => told.push(`spawned ${pid}`),
    onDeath: (_name, cause, lines, pauseMs) => told.push(`died ${cause} [${lines.join()}] ${pauseMs}`),
    onRecovery: () => told.push('recovered'),
  };
  const spec: ProcessSpec = {
    name: 'tiny',
    kind: 'part',
    command: process.execPath,
    args: ['-e', program],
    env: {},
    cwd: folder,
    probe: async () => {
      if (!existsSync(`${folder}/ready`)) throw new Error('its file');
    },
    stopSignal: 'SIGTERM',
    stopLimitMs: 60_000,
    ...changes,
  };
  const supervised = new Supervised(spec, surroundings);
  running.push(supervised);
  return supervised;
}

const becomeReady = 'require("fs").writeFileSync("ready", ""); setInterval(() => {}, 1000);';

describe('a supervised process', () => {
  it('is started again when it dies, with its last lines shown', async () => {
    const tiny = supervise(`console.log('hello'); ${becomeReady}`);
    await tiny.start();
    const first = tiny.pid ?? 0;
    rmSync(`${folder}/ready`);
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(told).toContain('recovered'), { timeout: 30_000 });
    expect(tiny.pid).not.toBe(first);
    expect(told[1]).toBe('died by SIGKILL [hello] 250');
  });

  it('fails with its last lines when it keeps dying before it was ever ready', async () => {
    const tiny = supervise('console.log("no luck"); process.exit(3)');
    await expect(tiny.start()).rejects.toThrow(/tiny ended while starting \(code 3\).*tiny\.log\n {2}\| no luck/s);
    expect(told.filter((each) => each.startsWith('spawned'))).toHaveLength(4);
  });

  it('fails at once when its settings are wrong', async () => {
    await expect(supervise('process.exit(2)').start()).rejects.toThrow(/code 2/);
    expect(told.filter((each) => each.startsWith('spawned'))).toHaveLength(1);
  });

  it('fails when its program does not exist', async () => {
    await expect(supervise('', { command: '/nowhere/program' }).start()).rejects.toThrow(/ENOENT/);
  });

  it('ends in order when it is asked to', async () => {
    const tiny = supervise(`process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); ${becomeReady}`);
    await tiny.start();
    await tiny.stop(never);
    expect(identify(tiny.pid ?? 0)).toBeUndefined();
    expect(told.filter((each) => each.startsWith('died'))).toEqual([]);
  });

  it('is killed when it does not end within its limit', async () => {
    const tiny = supervise(`process.on('SIGTERM', () => {}); ${becomeReady}`, { stopLimitMs: 200 });
    await tiny.start();
    await tiny.stop(never);
    expect(identify(tiny.pid ?? 0)).toBeUndefined();
  });

  it('is killed when the stop is hurried', async () => {
    const tiny = supervise(`process.on('SIGTERM', () => {}); ${becomeReady}`);
    await tiny.start();
    const hurry = new AbortController();
    const stopped = tiny.stop(hurry.signal);
    hurry.abort();
    await stopped;
    expect(identify(tiny.pid ?? 0)).toBeUndefined();
  });
});

describe('back-off', () => {
  it('doubles with each death in a row, up to a bound', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(backOffMs)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });
});
