/** Every part and every server killed in turn while three people's pictures are painted: all of them end as they should. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Api, type GenerationJson } from './support/api.ts';
import { expectSamePixels } from './support/expect-same-pixels.ts';
import { type Part, Stack } from './support/stack.ts';

const victims: readonly Part[] = [
  'temporal',
  'postgres',
  's3',
  'redis',
  'catalog',
  'worker',
  'scheduler',
  'frontdoor',
  'nodes',
];

describe('every part killed in turn', () => {
  const request = { prompt: 'a volcano', seed: 42, count: 2, steps: 60 };
  const plans = ['basic', 'plus', 'pro'] as const;
  let stack: Stack;
  let people: Api[];
  let expected: Buffer[];
  beforeAll(async () => {
    stack = await Stack.start({ nodes: 2 });
    people = plans.map((plan) => new Api(stack.url, stack.facts.keys[plan]));
    const [person] = people as [Api];
    const { id } = await person.generate(request);
    expected = await pictures(person, await person.end(id));
  });
  afterAll(() => stack?.remove());

  it.each(victims)('%s', async (victim) => {
    const accepted = await Promise.all(people.map((person) => person.generate(request)));
    await people[0]?.painting(accepted[0]?.id ?? '');
    const startedMs = performance.now();
    stack.kill(victim);
    for (const [i, person] of people.entries()) {
      // While the part is away an answer may be a refusal: a person tries again.
      const done = await vi.waitFor(() => person.end(accepted[i]?.id ?? '', 10_000), {
        timeout: 120_000,
        interval: 500,
      });
      expect(done.status).toBe('succeeded');
      const painted = await vi.waitFor(() => pictures(person, done), { timeout: 30_000, interval: 500 });
      for (const [j, picture] of painted.entries()) {
        expectSamePixels(picture, expected[j] ?? Buffer.alloc(0), `${victim}, ${plans[i]}, image ${j}`);
      }
      const facts = await vi.waitFor(() => person.events(done.id, '0.0'), { timeout: 30_000, interval: 500 });
      const completed = facts.filter((event) => event.name === 'image.completed');
      expect(completed.length).toBe(request.count);
    }
    console.log(`${victim} killed: all ended after ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  });
});

async function pictures(api: Api, { images }: GenerationJson): Promise<Buffer[]> {
  return Promise.all(images.map((image) => api.pixels(image.id)));
}
