import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

/** Runs a process whose start takes for ever, and resolves when that has begun. */
async function startOneThatNeverIsReady(): Promise<ChildProcess> {
  const source = `
    import { runProcess } from ${JSON.stringify(join(import.meta.dirname, 'lifecycle.ts'))};
    await runProcess(() => {
      process.send('starting');
      return new Promise(() => setInterval(() => {}, 1_000));
    });`;
  child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

test('a process whose supervisor goes while it still starts ends too', async () => {
  const starting = await startOneThatNeverIsReady();
  const ended = once(starting, 'exit');
  starting.disconnect();
  expect(await ended).toEqual([1, null]);
});

test('a process that is told to stop while it still starts ends in order', async () => {
  const starting = await startOneThatNeverIsReady();
  const ended = once(starting, 'exit');
  starting.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('a stop that hangs is cut after the limit that its process has', async () => {
  const source = `
    import { runProcess } from ${JSON.stringify(join(import.meta.dirname, 'lifecycle.ts'))};
    const log = { info() {}, error: (text) => process.send(text) };
    await runProcess(async () => ({ log, stopLimitMs: 50, stop: () => new Promise(() => setInterval(() => {}, 1_000)) }));
    process.send('ready');`;
  child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  const said = once(child, 'message');
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await said)[0]).toBe('the stop took too long and is cut');
  expect(await ended).toEqual([1, null]);
});
