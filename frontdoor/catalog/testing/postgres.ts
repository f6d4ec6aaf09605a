/** A PostgreSQL server of a test file's own: real, empty, in a temporary folder, ended with the file. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pRetry from 'p-retry';
import pg from 'pg';

export interface TestPostgres {
  /** URL of a fresh, empty database on the server. */
  createDatabase(): Promise<string>;
  /** What the server has logged so far. */
  log(): string;
  /** Ends the server at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after a kill, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; any other uid will do, and this one belongs to nobody. */
const nobodyId = 65_534;

/** Folder of `initdb` and `postgres`: QUARTET_POSTGRES_BIN, else the first on PATH that has both. */
function binaries(): string {
  const folders = [process.env['QUARTET_POSTGRES_BIN'] ?? '', ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = folders.find(
    (folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
  if (!found)
    throw new Error('these tests need initdb and postgres on PATH, or QUARTET_POSTGRES_BIN to name their folder');
  return found;
}

/** Starts a server on a free loopback port. Not durable: a test's data need not survive the machine. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = binaries();
  // Directly under the system's temporary folder, which every uid may pass.
  const folder = await mkdtemp('/tmp/quartet-postgres-');
  const asOther = process.getuid?.() === 0 ? { uid: nobodyId, gid: nobodyId } : {};
  if (asOther.uid) await chown(folder, asOther.uid, asOther.gid);
  await chmod(folder, 0o700);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'quartet', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(bin, 'initdb'), initdb, { cwd: folder, ...asOther });

  const port = await freePort();
  const options = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 60,
    // As wherever Quartet runs: else the server's own log quotes the row that it refuses.
    log_error_verbosity: 'terse',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let log = '';
  const launch = () => {
    const child = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...asOther,
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (log += text.toString()));
    return { child, ended };
  };
  let server = launch();
  const urlOf = (database: string): string => `postgres://quartet@127.0.0.1:${port}/${database}`;

  const ask = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  const isUp = (): Promise<void> =>
    pRetry(() => ask('select 1'), { retries: 100, minTimeout: 20, maxTimeout: 200, factor: 1.2 });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    server.child.kill(signal);
    await server.ended;
  };

  await isUp();
  let databases = 0;
  return {
    createDatabase: async () => {
      databases += 1;
      await ask(`create database test_${databases}`);
      return urlOf(`test_${databases}`);
    },
    log: () => log,
    kill: () => end('SIGQUIT'),
    restart: async () => {
      server = launch();
      await isUp();
    },
    stop: async () => {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A loopback port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
