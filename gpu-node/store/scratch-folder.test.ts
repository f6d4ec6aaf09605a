import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withScratch } from './scratch-folder.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'quartet-scratch-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

test('a scratch folder is there while work lasts, and gone after it, however it ended', async () => {
  const fill = async (folder: string): Promise<string> => {
    writeFileSync(join(folder, 'file'), 'x');
    return folder;
  };
  const folder = await withScratch(parent, fill);
  const fails = withScratch(parent, async (path) => {
    await fill(path);
    throw new Error('cut off');
  });
  await expect(fails).rejects.toThrow('cut off');
  expect([existsSync(folder), readdirSync(parent)]).toEqual([false, []]);
});

test('what a killed process has left goes, what another one works in and what is no scratch folder stays', async () => {
  const old = new Date(Date.now() - 3_600_000);
  for (const name of ['.scratch-left', '.scratch-in-use', 'a-model']) {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'file'), 'x');
    if (name !== '.scratch-in-use') utimesSync(join(parent, name), old, old);
  }
  await withScratch(parent, async () => undefined);
  expect(readdirSync(parent).toSorted()).toEqual(['.scratch-in-use', 'a-model']);
});
