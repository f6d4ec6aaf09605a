import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { basicEnvironment } from '../environment.ts';
import { programOf } from '../process-identity.ts';
import { StackError } from '../stack-error.ts';
import type { ProcessSpec } from '../supervised.ts';

const run = promisify(execFile);
const user = 'quartet';
const database = 'quartet';

/** How the database is reached, and the server that serves it. */
export interface PostgresServer {
  readonly url: string;
  readonly spec: ProcessSpec;
}

/** PostgreSQL on loopback, with its files in `${dataFolder}/postgres`. */
export function postgresServer(options: {
  /** The folder that holds `postgres` and `initdb`. */
  readonly programs: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly password: string;
}): PostgresServer {
  const { programs, dataFolder, port, password } = options;
  const folder = `${dataFolder}/postgres`;
  const owner = unprivilegedUser();
  const url = `postgres://${user}:${password}@127.0.0.1:${port}`;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // The server's log quotes no rows and no statements: those hold what people wrote.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const args = [
    '-D',
    folder,
    '-p',
    `${port}`,
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
  return {
    url: `${url}/${database}`,
    spec: {
      name: 'postgres',
      kind: 'server',
      command: `${programs}/postgres`,
      args,
      env: basicEnvironment(),
      cwd: '/',
      user: owner,
      prepare: async () => {
        if (owner) for (const path of [programs, dataFolder]) refuseClosedFolders(path);
        const version = await majorVersion(programs);
        if (!existsSync(folder)) await initialise({ programs, version, dataFolder, folder, password, owner });
        refuseOtherVersion(programs, version, folder);
        removeMisleadingPidFile(folder);
      },
      probe: () => createDatabase(`${url}/postgres`),
      // A fast shutdown: sessions are ended, nothing committed is lost. SIGTERM would wait for the sessions.
      stopSignal: 'SIGINT',
      stopLimitMs: 15_000,
    },
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
function unprivilegedUser(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const fields = /^nobody:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':');
  return { uid: Number(fields?.[2] ?? 65_534), gid: Number(fields?.[3] ?? 65_534) };
}

/** @throws StackError when a folder on the way is closed to other users. */
function refuseClosedFolders(path: string): void {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) {
      throw new StackError(
        `As root PostgreSQL runs as another user, who cannot pass through ${folder} to ${path}: run as an ordinary user, ` +
          `or move there (QUARTET_HOME is the data folder, XDG_CACHE_HOME the programs'), or 'chmod o+x ${folder}'.`,
      );
    }
    if (folder === dirname(folder)) return;
  }
}

/** Makes the database's files beside their place and moves them there whole, so that a broken start leaves none. */
async function initialise(options: {
  readonly programs: string;
  readonly version: number;
  readonly dataFolder: string;
  readonly folder: string;
  readonly password: string;
  readonly owner: Owner | undefined;
}): Promise<void> {
  const { programs, version, dataFolder, folder, password, owner } = options;
  const unfinished = `${dataFolder}/postgres.unfinished`;
  const passwordFile = `${dataFolder}/postgres.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [unfinished, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const args = ['-D', unfinished, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push('--encoding=UTF8', '--no-instructions', ...localeArguments(version));
  try {
    await run(`${programs}/initdb`, args, { ...owner, env: basicEnvironment(), cwd: '/' });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new StackError(`PostgreSQL could not make its files in ${dataFolder}: ${stderr?.trim() ?? String(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, folder);
}

/** Order by code point and letter case by Unicode, the same on every machine where that can be had. */
function localeArguments(version: number): string[] {
  if (version >= 17) return ['--locale-provider=builtin', '--locale=C.UTF-8'];
  return process.platform === 'darwin' ? ['--lc-collate=C', '--lc-ctype=UTF-8'] : ['--locale=C.UTF-8'];
}

async function majorVersion(programs: string): Promise<number> {
  const { stdout } = await run(`${programs}/postgres`, ['--version']);
  return Number(/\d+/.exec(stdout)?.[0]);
}

/** @throws StackError when the files were made by another major version, which this one cannot read. */
function refuseOtherVersion(programs: string, version: number, folder: string): void {
  const made = readFileSync(`${folder}/PG_VERSION`, 'utf8').trim();
  if (made === String(version)) return;
  throw new StackError(
    `${folder} was made by PostgreSQL ${made}, but ${programs} holds ${version}: set QUARTET_POSTGRES_BIN to a folder with ` +
      `${made}, or begin with an empty data folder by 'npm start -- --fresh'.`,
  );
}

/**
 * A killed server leaves a file with its pid, which may by now be another process's: PostgreSQL would refuse to start. Only
 * then is the file removed, for it also names the shared memory by which PostgreSQL notices sessions that still live.
 */
function removeMisleadingPidFile(folder: string): void {
  const path = `${folder}/postmaster.pid`;
  if (!existsSync(path)) return;
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
  const program = programOf(pid);
  if (program && !program.includes('postgres')) rmSync(path, { force: true });
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that ends during the probe: the call below rejects.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
}
