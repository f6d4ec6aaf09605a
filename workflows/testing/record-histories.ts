/**
 * Records the history of each scenario that has none yet:
 * QUARTET_TEMPORAL_BIN=/path/to/temporal node --import tsx workflows/testing/record-histories.ts
 */
import { access, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { type Scenario, historiesFolder, scenarios } from './scenarios.ts';
import { Script } from './script.ts';
import { Workbench } from './workbench.ts';

const bench = await Workbench.start();
try {
  for (const scenario of scenarios) {
    const file = new URL(`${scenario.name}.json`, historiesFolder);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (!exists) await writeFile(file, await record(scenario));
  }
} finally {
  await bench.stop();
}

async function record({ workflow, images, answers, cancel }: Scenario): Promise<string> {
  const script = new Script(answers);
  const handle = await bench.run(workflow, images, script, async (running) => {
    if (cancel) {
      while (script.asked.length < images.length) await pause(20);
      await running.cancel();
      await running.result().catch(() => undefined);
    } else {
      await running.result();
    }
  });
  // Who recorded it is nobody's business.
  const events: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()), (key, value: unknown) =>
    key === 'identity' ? 'recorder' : value,
  );
  return `${JSON.stringify(events, null, 1)}\n`;
}
