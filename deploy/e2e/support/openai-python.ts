/** The real Python client: fetched into the cache folder when it is not there, and run as a program of its own. */
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../local/bootstrap/cache-folder.mjs';
import { findPython } from '../../local/bootstrap/python.mjs';
import { runCommand } from '../../local/bootstrap/run-command.mjs';

const version = '3.52.0';
const program = join(import.meta.dirname, 'openai-client.py');

/** A Python in which `import openai` works. */
export interface OpenAiPython {
  /** Runs `openai-client.py` against a server; resolves with the JSON it prints. Rejects with its output where it fails. */
  run(url: string, key: string): Promise<unknown>;
}

/** Fetches the client once for each version of Python: it has compiled parts. */
export async function openAiPython(): Promise<OpenAiPython> {
  const python = await findPython(process.env);
  const tag = await outputOf(python, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const cache = await cacheFolder();
  const folder = join(cache, `openai-python-${version}-py${tag.trim()}`);
  if (!existsSync(folder)) await install(python, cache, folder);
  return {
    run: async (url, key) => {
      const env = { ...process.env, PYTHONPATH: folder, OPENAI_BASE_URL: `${url}/openai/v1`, OPENAI_API_KEY: key };
      return JSON.parse(await outputOf(python, [program], env)) as unknown;
    },
  };
}

/** Installs beside its place and moves it there whole, so that a broken download or a second installer does no harm. */
async function install(python: string, cache: string, folder: string): Promise<void> {
  const unfinished = await mkdtemp(join(cache, '.unfinished-'));
  try {
    const args = ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '--disable-pip-version-check'];
    await outputOf(python, [...args, '--target', unfinished, `openai==${version}`], {
      ...process.env,
      PIP_ROOT_USER_ACTION: 'ignore',
    });
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function outputOf(command: string, args: readonly string[], env = process.env): Promise<string> {
  const { ok, output } = await runCommand(command, args, { env });
  if (!ok) throw new Error(`${command} ${args[0] ?? ''} failed:\n${output}`);
  return output;
}
