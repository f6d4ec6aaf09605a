/** The benchmarks of a node: `npm run bench -w gpu-node`. README.md beside this file says what each table means. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareSystems, loads, printComparison } from './scheduling.ts';
import { seenCalibrations } from './seen.ts';
import { makeSubjects } from './subjects.ts';

const { values } = parseArgs({ options: { virtual: { type: 'boolean', default: false } } });
const directory = mkdtempSync(join(tmpdir(), 'quartet-bench-'));
try {
  const subjects = makeSubjects(directory);
  if (values.virtual) {
    for (const subject of subjects) {
      const calibration = seenCalibrations[subject.id];
      if (!calibration) continue;
      console.log(`${subject.id} (${subject.note}), virtual clock`);
      printComparison(
        await compareSystems({ subject, calibration, loads, rounds: 2, seconds: subject.runSeconds, node: undefined }),
      );
    }
  }
} finally {
  rmSync(directory, { recursive: true });
}
