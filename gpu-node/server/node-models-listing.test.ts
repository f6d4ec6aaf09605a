import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '@quartet/protos/manifest.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelStore, StoreListing } from '../store/open-store.ts';
import { shippedUpscaler } from '../store/shipped-model.ts';
import { createNodeMetrics } from './node-metrics.ts';
import { NodeModels } from './node-models.ts';

/** What the store is asked for and has not answered. */
let asked: ((listing: StoreListing) => void)[];
beforeEach(() => {
  asked = [];
});
afterEach(() => void vi.useRealTimers());

const manifest = parseManifest(readFileSync(join(shippedUpscaler, 'quartet.json'), 'utf8'));
/** A store with this one model, or without any. */
const listingOf = (...ids: readonly string[]): StoreListing => ({
  models: ids.map((id) => ({ folder: id, manifest: { ...manifest, id }, digest: id, sizeBytes: 2 })),
  broken: [],
});

/** Its budget is too small for any model: nothing is loaded. */
const openModels = () =>
  NodeModels.open({
    store: { list: () => new Promise((resolve) => void asked.push(resolve)) } as ModelStore,
    load: { session: { provider: 'cpu', device: 0, threads: 1 }, batchCap: 1 },
    budgetBytes: 1,
    pinned: [],
    metrics: createNodeMetrics(new Registry()),
    log: createLogger('gpu-node', 'silent'),
    onChange: () => undefined,
  });

test('a store that does not answer ends the start', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refusal = openModels().then(
    () => undefined,
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await refusal).toMatchObject({ reason: 'REASON_UNAVAILABLE' });
});

test('an older listing that comes late says nothing any more', async () => {
  const opened = openModels();
  asked.shift()?.(listingOf());
  const models = await opened;
  const loads = ['a', 'b'].map((id) => models.load(id, false));
  asked[1]?.(listingOf('b'));
  await loads[1];
  asked[0]?.(listingOf('a'));
  await loads[0];
  expect(models.notResident().map(({ model }) => model)).toEqual(['b']);
  await models.close();
});
