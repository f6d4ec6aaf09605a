import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/**
 * Runs vitest with its output on this terminal and counts what it did.
 *
 * @param {string} root the repository
 * @param {{filters: readonly string[], env: Record<string, string>}} options
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runVitest(root, { filters, env }) {
  const folder = await mkdtemp(join(tmpdir(), 'quartet-test-'));
  const report = join(folder, 'report.json');
  try {
    const args = ['run', ...filters, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await runInForeground(join(root, 'node_modules/.bin/vitest'), args, root, env);
    const counts = countReport(JSON.parse(await readFile(report, 'utf8').catch(() => '{}')), root);
    if (code === 0 || counts.failed > 0) return counts;
    console.log(`vitest ended with code ${code} though no test failed: that is one failure`);
    return { ...counts, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts tests; a file that could not even be loaded is one failure. Names what was skipped. */
function countReport({ testResults = [] }, root) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, status, assertionResults } of testResults) {
    const before = counts.failed;
    for (const { status, fullName } of assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') counts.failed += 1;
      else {
        counts.skipped += 1;
        console.log(`skipped: ${relative(root, name)}: ${fullName}`);
      }
    }
    if (status === 'failed' && counts.failed === before) counts.failed += 1;
  }
  return counts;
}

function runInForeground(command, args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
