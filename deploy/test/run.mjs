/**
 * `npm test` and `npm run verify`: work in a fresh clone. They install what is missing, run every check and every test, and
 * close with a line that counts both. Words after `--` are handed to vitest, which then runs only what they select.
 */
import { fileURLToPath } from 'node:url';
import { prepare } from '../local/bootstrap/prepare.mjs';
import { runChecks } from './checks.mjs';
import { closingLine, isSuccess, noCounts, sumCounts } from './counts.mjs';
import { runVitest } from './vitest.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [mode, ...filters] = process.argv.slice(2);
const isVerify = mode === 'verify';

const servers = await prepare(root, 'all', console.log);
const checks = filters.length > 0 ? noCounts : await runChecks(root);
const tests = await runVitest(root, { filters, env: { ...servers, ...(isVerify ? { QUARTET_VERIFY: '1' } : {}) } });

let counts = sumCounts(checks, tests);
if (isVerify && counts.skipped > 0) {
  console.log(
    'Nothing may be skipped here: install what the skipped tests want (chromium, prometheus, ../shared/k8s).',
  );
  counts = { passed: counts.passed, failed: counts.failed + counts.skipped, skipped: 0 };
}
console.log(closingLine(counts));
process.exit(isSuccess(counts) ? 0 : 1);
