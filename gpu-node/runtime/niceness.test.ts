import { execFileSync } from 'node:child_process';
import { getPriority, platform } from 'node:os';
import { expect, test } from 'vitest';
import { niceness } from './niceness.ts';

/** What a process's threads are after it has done this, its main thread first. */
function nicenessAfter(code: string): number[] {
  const script = `
    import { readdirSync } from 'node:fs';
    import { getPriority } from 'node:os';
    const { makeHelpersNice, makeProcessNice, makeThreadNice } = await import('./niceness.ts');
    ${code};
    const threads = readdirSync('/proc/self/task').map(Number).sort((a, b) => a - b);
    console.log(JSON.stringify(threads.map((thread) => getPriority(thread))));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' })) as number[];
}

test.skipIf(platform() !== 'linux')('helpers leave cores to the main thread, and it alone keeps what it has', () => {
  const own = getPriority();
  const [main, ...helpers] = nicenessAfter(`makeHelpersNice(${niceness.helpers})`);
  expect(main).toBe(own);
  expect(helpers.length).toBeGreaterThan(0);
  expect(new Set(helpers)).toEqual(new Set([Math.min(own + niceness.helpers, 19)]));
});

test.skipIf(platform() !== 'linux')('a thread is made nice alone, and a process as a whole', () => {
  const own = getPriority();
  const [main, ...others] = nicenessAfter('makeThreadNice(3)');
  expect([main, ...new Set(others)]).toEqual([Math.min(own + 3, 19), own]);
  expect(new Set(nicenessAfter('makeProcessNice(4)'))).toEqual(new Set([Math.min(own + 4, 19)]));
});
