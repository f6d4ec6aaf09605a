import { readFileSync } from 'node:fs';
import { SetupError } from './setup-error.mjs';

/**
 * @param {string} root the repository
 * @throws SetupError when this Node is older than package.json asks for, or the system is one that no server runs on.
 */
export function checkNode(root) {
  const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const [wantedMajor, wantedMinor] = manifest.engines.node.match(/\d+/g).map(Number);
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new SetupError(
      `Quartet needs Node ${wantedMajor}.${wantedMinor} or newer, this is ${process.versions.node}: install one, for example with 'nvm install 22'.`,
    );
  }
  if (process.platform === 'win32') {
    throw new SetupError('Quartet runs on Linux and macOS: on Windows start it inside WSL (wsl --install).');
  }
}
