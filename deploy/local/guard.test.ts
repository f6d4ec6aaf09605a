import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { identify, isAlive } from './process-identity.ts';

const started: ChildProcess[] = [];

/** A supervisor in miniature: it guards one server and prints the server's pid. */
async function superviseServer(server: string): Promise<{ supervisor: ChildProcess; serverPid: number }> {
  const program = `
    import { spawn } from 'node:child_process';
    import { Guard } from './guard.ts';
    const stdio = ['ignore', 'pipe', 'ignore'];
    const server = spawn(process.execPath, ['-e', ${JSON.stringify(server)}], { detached: true, stdio });
    new Guard(500).watch(server.pid, 'server', 'SIGTERM');
    server.stdout.once('data', () => console.log(server.pid));
    setInterval(() => {}, 1000);
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const supervisor = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(supervisor);
  const [line] = (await once(createInterface(supervisor.stdout), 'line')) as [string];
  return { supervisor, serverPid: Number(line) };
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe('guard', () => {
  it('stops a server whose supervisor is killed', async () => {
    const { supervisor, serverPid } = await superviseServer('console.log(1); setInterval(() => {}, 1000)');
    const server = identify(serverPid);
    if (!server) throw new Error('the server does not run');
    supervisor.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(server)).toBe(false), { timeout: 20_000 });
  });

  it('kills a server that will not stop', async () => {
    const { supervisor, serverPid } = await superviseServer(
      'process.on("SIGTERM", () => {}); console.log(1); setInterval(() => {}, 1000)',
    );
    const server = identify(serverPid);
    if (!server) throw new Error('the server does not run');
    supervisor.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(server)).toBe(false), { timeout: 40_000 });
  });
});
