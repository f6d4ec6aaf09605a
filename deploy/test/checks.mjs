import { runCommand } from '../local/bootstrap/run-command.mjs';

/** The scripts of package.json that `npm run check` is made of. Each counts as one test. */
const checks = ['lint', 'types', 'format:check', 'protos:check', 'dashboards:check'];

/**
 * Runs them side by side; shows what a failed one printed.
 *
 * @param {string} root the repository
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runChecks(root) {
  console.log('\nChecks');
  const results = await Promise.all(
    checks.map(async (check) => {
      const { ok, output } = await runCommand('npm', ['run', '--silent', '--loglevel=error', check], { cwd: root });
      console.log(ok ? `  ✓ ${check}` : `  ✗ ${check}\n${output}`);
      return ok;
    }),
  );
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}
