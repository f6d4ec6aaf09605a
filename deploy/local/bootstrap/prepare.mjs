import { checkNode } from './node-version.mjs';
import { installPackages, packagesInstalled } from './packages.mjs';
import { provisionServers } from './servers.mjs';
import { SetupError } from './setup-error.mjs';

/** How often a long installation says that it goes on. */
const reminderMs = 15_000;

/**
 * Makes a clone ready to run: packages and server programs, side by side. Says what is missing and ends the process where
 * something is.
 *
 * @param {string} root the repository
 * @param {'production' | 'all'} packages
 * @param {(text: string) => void} note
 * @returns {Promise<Record<string, string>>} the QUARTET_…_BIN variables
 */
export async function prepare(root, packages, note) {
  try {
    checkNode(root);
    if (packagesInstalled(root, packages)) return await provisionServers({ note });
    note('installing packages and servers: once, a minute or a few');
    const since = Date.now();
    const reminder = setInterval(() => note(`  still installing after ${seconds(since)} s`), reminderMs);
    // Both, whatever becomes of the other: what one of them has fetched need not be fetched again.
    const [installed, servers] = await Promise.allSettled([
      installPackages(root, packages),
      provisionServers({ note }),
    ]);
    clearInterval(reminder);
    for (const { status, reason } of [installed, servers]) if (status === 'rejected') throw reason;
    note(`installed in ${seconds(since)} s`);
    return servers.value;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.details) console.error(error.details.trim());
    console.error(error.message);
    process.exit(1);
  }
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1_000);
}
