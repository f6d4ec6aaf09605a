import { readFileSync } from 'node:fs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Tells whether node_modules holds what the lock file names, by the record npm keeps of what it installed. So a checkout
 * that moves the lock file is noticed, and one that merely touches it is not.
 *
 * @param {string} root the repository
 * @param {'production' | 'all'} wanted
 */
export function packagesInstalled(root, wanted) {
  const installed = readLock(`${root}/node_modules/.package-lock.json`);
  if (!installed) return false;
  return Object.entries(readLock(`${root}/package-lock.json`) ?? {}).every(([path, entry]) => {
    const needed = path.startsWith('node_modules/') && !entry.link && !isOptional(entry);
    if (!needed || (entry.dev && wanted === 'production')) return true;
    return installed[path]?.version === entry.version;
  });
}

/** Some are for other systems, or peers that may be absent: npm decides. */
function isOptional(entry) {
  return entry.optional || entry.devOptional || entry.peer;
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs what the lock file names. Development tools that were there stay.
 *
 * @param {string} root the repository
 * @param {'production' | 'all'} wanted
 */
export async function installPackages(root, wanted) {
  const onlyProduction = wanted === 'production' && !packagesWereComplete(root);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(onlyProduction ? ['--omit=dev'] : [])];
  // Newer npm hands .npmrc's own keys to no script, older npm runs the script: this variable holds for both.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_onnxruntime_node_install: 'skip' };
  // A caller's NODE_ENV or npm settings must not leave out the tools that tests need.
  if (wanted === 'all') Object.assign(env, { NODE_ENV: 'development', npm_config_omit: '' });
  const { ok, output } = await runCommand('npm', args, { cwd: root, env });
  if (!ok) throw new SetupError("The packages could not be installed: mend what npm says, or try 'npm ci'.", output);
}

function packagesWereComplete(root) {
  return Boolean(readLock(`${root}/node_modules/.package-lock.json`)?.['node_modules/vitest']);
}
