/** The whole stack on the other versions of Node that it promises to run on; the tests themselves run on one of them. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../local/bootstrap/cache-folder.mjs';
import { Api } from './support/api.ts';
import { Stack } from './support/stack.ts';

const others = [20, 22, 24].filter((major) => !process.version.startsWith(`v${major}.`));

/** Fetches a Node from the npm registry, once a machine; its program. */
async function nodeOf(major: number): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(await cacheFolder(), `node-${major}`);
  const program = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(program)) {
    const install = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${major}`];
    await promisify(execFile)('npm', install);
  }
  return program;
}

describe.each(others)('on Node %i', (major) => {
  it('paints, enlarges and cuts out, and stops in order', async () => {
    const stack = await Stack.start({ program: await nodeOf(major) });
    try {
      const pro = new Api(stack.url, stack.facts.keys['pro']);
      const painted = await pro.end((await pro.generate({ prompt: 'a strawberry', seed: 1, count: 2 })).id);
      expect(painted.images.map((image) => image.status)).toEqual(['ready', 'ready']);
      for (const action of ['upscale', 'remove-background']) {
        const accepted = await pro.post(`/v1/images/${painted.images[0]?.id}/${action}`);
        const { id } = (await accepted.json()) as { id: string };
        expect((await pro.end(id)).status, action).toBe('succeeded');
      }
      expect(await stack.interrupt()).toBe(0);
    } finally {
      await stack.remove();
    }
  });
});
