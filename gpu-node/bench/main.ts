/**
 * The benchmarks of a node: `npm run bench -w gpu-node`, about a quarter of an hour on an idle machine. README.md beside this
 * file says what each table means. `-- --quick` takes two minutes; `-- --tables overhead,scheduling` prints some tables only;
 * `-- --virtual` compares schedulers under a virtual clock with step times that were seen before, in seconds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchNode } from './bench-node.ts';
import { calibrate } from './calibration.ts';
import { compareCaps } from './caps.ts';
import { type Exactness, measureExactness, printExactness } from './exactness.ts';
import { describeMachine } from './machine.ts';
import { type MainThreadTimes, measureMainThread, printMainThread } from './main-thread.ts';
import { printOverhead } from './overhead.ts';
import { makeHelpersNice, niceness } from '../runtime/niceness.ts';
import { type Prediction, measurePredictions, printPredictions } from './predictions.ts';
import { measureProfile } from './profile.ts';
import { compareSystems, judgeWeightBound, loads, printComparison } from './scheduling.ts';
import { seenCalibrations } from './seen.ts';
import { type Subject, makeExactSubjects, makeSubjects } from './subjects.ts';

const allTables = ['overhead', 'scheduling', 'main-thread', 'exactness', 'predictions'] as const;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    virtual: { type: 'boolean', default: false },
    tables: { type: 'string', default: allTables.join(',') },
  },
});
const tables = new Set(values.tables.split(','));
for (const table of tables) {
  if (!allTables.some((known) => known === table)) throw new Error(`tables are ${allTables.join(', ')}, not ${table}`);
}
/** A quick run shows that all works and what is far off; its figures are rough. */
const [rounds, processes, ourLoads] = values.quick ? [1, 2, [0.7, 1.3]] : [5, 7, loads];
/** Of overhead, in each process. */
const overheadRounds = 3;

// As the node's own process does.
makeHelpersNice(niceness.helpers);
const directory = mkdtempSync(join(tmpdir(), 'quartet-bench-'));
try {
  const subjects = makeSubjects(directory);
  if (values.virtual) await compareVirtually(Object.values(subjects));
  else await measure(subjects);
} finally {
  rmSync(directory, { recursive: true });
}

async function compareVirtually(subjects: readonly Subject[]): Promise<void> {
  for (const subject of subjects) {
    const calibration = seenCalibrations[subject.id];
    if (!calibration) continue;
    title(`Scheduling under a virtual clock: ${subject.id}, ${subject.note}`);
    const cells = await compareSystems({ subject, calibration, loads, rounds: 4, seconds: 20, node: undefined });
    printComparison(cells);
    if (subject.id === 'weight-bound') judgeWeightBound(cells, calibration);
  }
}

async function measure(subjects: ReturnType<typeof makeSubjects>): Promise<void> {
  console.log(describeMachine());
  const { weightBound, icons } = subjects;
  const names = values.quick
    ? (['weightBound', 'icons'] as const)
    : (['weightBound', 'computeBound', 'icons'] as const);
  const mainThread: MainThreadTimes[] = [];
  const exactness: Exactness[] = [];
  const predictions: Prediction[] = [];
  for (const name of names) {
    const subject = subjects[name];
    const profiled = tables.has('overhead') || tables.has('scheduling');
    const task = { subject: name, directory, rounds: overheadRounds };
    const profile = profiled ? await measureProfile(task, processes) : undefined;
    const node = await BenchNode.open(subject);
    if (profile) {
      title(`Overhead: ${subject.id}, ${subject.note}`);
      printOverhead(node, profile);
      const calibration = await calibrate(node, profile);
      if (tables.has('overhead')) await compareCaps(node, calibration, rounds);
      if (tables.has('scheduling') && !(values.quick && subject === icons)) {
        title(`Scheduling: ${subject.id}, ${subject.note}`);
        const { count, seconds } = subject.runs;
        const runs = values.quick ? 1 : count;
        const cells = await compareSystems({ subject, calibration, loads: ourLoads, rounds: runs, seconds, node });
        printComparison(cells);
        if (subject === weightBound) judgeWeightBound(cells, calibration);
      }
    }
    if (tables.has('main-thread')) {
      const { steps } = subject;
      // The 20 steps it has by default: a picture of fewer has as many previews.
      const whole = { size: 0, steps: 2 * steps };
      if (subject === icons) mainThread.push(await measureMainThread(node, whole, 1));
      if (subject === icons) mainThread.push(await measureMainThread(node, whole, 4));
      const large = subject.sizes.findIndex(({ width }) => width === 1024);
      if (large >= 0) mainThread.push(await measureMainThread(node, { size: large, steps }, 1));
    }
    if (tables.has('exactness')) exactness.push(await measureExactness(node, false, Math.min(rounds, 3)));
    if (tables.has('predictions')) predictions.push(...(await measurePredictions(node, Math.min(rounds, 3))));
    await node.close();
  }
  if (tables.has('main-thread')) {
    title('Previews and the thread that the engine runs on');
    printMainThread(mainThread);
  }
  if (tables.has('exactness')) {
    for (const subject of makeExactSubjects(join(directory, 'exact'))) {
      if (!exactness.some((figures) => figures.subject === subject.id)) continue;
      const node = await BenchNode.open(subject);
      exactness.push(await measureExactness(node, true, Math.min(rounds, 3)));
      await node.close();
    }
    title('Exactness: the same pictures painted alone and beside each other');
    printExactness(exactness);
  }
  if (tables.has('predictions')) {
    title('Predictions on an idle node');
    printPredictions(predictions);
  }
}

function title(text: string): void {
  console.log(`\n${text} (${(performance.now() / 60_000).toFixed(1)} min)`);
}
