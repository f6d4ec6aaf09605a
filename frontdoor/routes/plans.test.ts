import { expect, it } from 'vitest';
import { startTestApp } from '../http/testing/test-app.ts';

it('the plans are data, for everyone, cheapest first', async () => {
  const app = await startTestApp();
  const response = await app.ask('/v1/plans');
  const { items } = (await response.json()) as { items: { name: string; rights: string[] }[] };
  await app.close();
  expect(response.status).toBe(200);
  expect(items[0]).toEqual({ name: 'free', rights: [], painting_limit: 4, waiting_limit: 8 });
  expect(items.map((plan) => plan.name)).toEqual(['free', 'basic', 'plus', 'pro', 'team']);
  expect(items[1]?.rights).toEqual(expect.arrayContaining(['download_png', 'upscale', 'remove_background', 'delete']));
});
