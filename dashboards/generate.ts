/** Writes `quartet.json` from the code in this folder, or with `--check` says whether it has drifted. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardText } from './dashboard-text.ts';

const committed = join(import.meta.dirname, 'quartet.json');
const text = dashboardText();

if (!process.argv.includes('--check')) {
  writeFileSync(committed, text);
} else if (readFileSync(committed, 'utf8') !== text) {
  process.stderr.write('dashboards/quartet.json has drifted from its code; run: npm run dashboards\n');
  process.exitCode = 1;
}
