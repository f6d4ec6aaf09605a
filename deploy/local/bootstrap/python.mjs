import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python'];

/**
 * A Python 3.8 or newer that has pip, by its name on PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 * @throws SetupError with the command that installs what is missing
 */
export async function findPython(env) {
  let seen = '';
  for (const python of candidates) {
    const isNewEnough = await runCommand(python, ['-c', 'import sys; assert sys.version_info >= (3, 8)'], { env });
    if (!isNewEnough.ok) continue;
    seen = python;
    if ((await runCommand(python, ['-m', 'pip', '--version'], { env })).ok) return python;
  }
  const [command, what] =
    process.platform === 'darwin'
      ? ['brew install python', 'python3']
      : ['sudo apt-get install python3 python3-pip', 'python3-pip'];
  if (seen)
    throw new SetupError(`${seen} has no pip, which fetches the servers: install ${what}, for example '${command}'.`);
  throw new SetupError(`Python 3.8 or newer is missing, whose pip fetches the servers: '${command}'.`);
}
