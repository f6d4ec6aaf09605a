import { totalmem } from 'node:os';
import { ConfigError } from '@quartet/service-kit/config.ts';
import { expect, test } from 'vitest';
import { loadSettings } from '../settings.ts';
import { checkProvider, memoryBudget } from './device.ts';

const settings = (env: Record<string, string>) => loadSettings({ QUARTET_SCHEDULER_ADDRESS: '127.0.0.1:1', ...env });

test('a provider that cannot be had is a wrong setting, not another provider', async () => {
  const failure = checkProvider({ provider: 'cuda', device: 63, threads: 1 });
  await expect(failure).rejects.toThrow(ConfigError);
  await expect(failure).rejects.toThrow(/QUARTET_NODE_PROVIDER cuda cannot be had here: ./);
});

test('the budget is what is said, and else no more than half of the memory', async () => {
  expect(await memoryBudget(settings({ QUARTET_NODE_MEMORY_MB: '300' }))).toBe(300_000_000);
  const budget = await memoryBudget(settings({}));
  expect(budget).toBeGreaterThan(0);
  expect(budget).toBeLessThanOrEqual(totalmem() / 2);
});

test('what does not go together is refused', () => {
  expect(() => settings({ QUARTET_NODE_DEVICE: '1' })).toThrow(/QUARTET_NODE_DEVICE/);
  expect(() => settings({ QUARTET_NODE_PROVIDER: 'webgpu' })).toThrow(/QUARTET_NODE_MEMORY_MB/);
  expect(() => settings({ QUARTET_NODE_PINNED_MODELS: 'a, b' })).toThrow(/QUARTET_NODE_PINNED_MODELS/);
});
