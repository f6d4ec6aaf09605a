/**
 * Workflows that run while a worker is replaced by a newer one are replayed there from their histories: a change of what
 * they did so far would leave them stuck. Each recorded history must replay on the definitions of today. A definition that
 * must change keeps its old way under `patched()`; histories of the new way are added then, by testing/record-histories.ts,
 * and old ones stay as long as such workflows may run.
 */
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type WorkflowBundle, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { historiesFolder, scenarios } from '../testing/scenarios.ts';
import { bundleOf, installQuietRuntime } from '../testing/workbench.ts';

/** Beside the sources, where a changed copy of them finds its packages. */
const caches = new URL('../.cache/', import.meta.url);

interface History {
  readonly name: string;
  readonly events: object;
}

describe('recorded histories', () => {
  let histories: readonly History[];
  beforeAll(async () => {
    installQuietRuntime();
    const files = (await readdir(historiesFolder)).filter((name) => name.endsWith('.json'));
    histories = await Promise.all(
      files.map(async (name) => {
        const text = await readFile(new URL(name, historiesFolder), 'utf8');
        return { name: name.replace('.json', ''), events: JSON.parse(text) as object };
      }),
    );
  });

  it('are there for every scenario', () => {
    expect(histories.map(({ name }) => name)).toEqual(expect.arrayContaining(scenarios.map(({ name }) => name)));
  });

  it('replay on the definitions of today', async () => {
    const bundle = await bundleOf();
    for (const history of histories) {
      await expect(replay(bundle, history), history.name).resolves.toBeUndefined();
    }
  });

  it('do not replay on definitions that were changed without a patch', async () => {
    const bundle = await changedBundle();
    for (const history of histories) {
      await expect(replay(bundle, history), history.name).rejects.toMatchObject({ name: 'DeterminismViolationError' });
    }
  });
});

function replay(workflowBundle: WorkflowBundle, { events }: History): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle }, events);
}

/** A copy of the definitions in which an image rests for a moment before it is placed. */
async function changedBundle(): Promise<WorkflowBundle> {
  await mkdir(caches, { recursive: true });
  const copy = pathToFileURL(`${await mkdtemp(fileURLToPath(new URL('changed-', caches)))}/`);
  try {
    await cp(new URL('./', import.meta.url), new URL('definitions/', copy), { recursive: true });
    await cp(new URL('../task-queues.ts', import.meta.url), new URL('task-queues.ts', copy));
    const file = new URL('definitions/carry-out.ts', copy);
    const code = await readFile(file, 'utf8');
    const changed = code.replace('const placed = await place(', 'await sleep(1);\n    const placed = await place(');
    expect(changed).not.toBe(code);
    await writeFile(file, changed);
    return await bundleOf(new URL('definitions/index.ts', copy));
  } finally {
    await rm(copy, { recursive: true });
  }
}
