/** The thread of a Digester: plain JavaScript, so that it starts at once. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const piece = Buffer.alloc(1024 * 1024);

parentPort?.on('message', (/** @type {string} */ path) => {
  try {
    parentPort?.postMessage({ sha256: digest(path) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});

/**
 * @param {string} path
 * @returns {string} SHA-256, hexadecimal
 */
function digest(path) {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    for (let bytes = readSync(file, piece); bytes > 0; bytes = readSync(file, piece))
      hash.update(piece.subarray(0, bytes));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
