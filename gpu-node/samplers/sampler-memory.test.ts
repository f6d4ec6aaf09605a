import fc from 'fast-check';
import { expect, test } from 'vitest';
import { model } from './fixtures/fixture.ts';
import { createSampler, samplerNames } from './index.ts';
import { NoiseGenerator } from './noise.ts';
import type { SamplerOptions } from './sampler.ts';
import type { SchedulerConfig } from './scheduler-config.ts';

interface Run {
  readonly name: string;
  readonly config: SchedulerConfig;
  readonly steps: number;
  readonly options: SamplerOptions;
  readonly seed: number;
  readonly size: number;
}

const runs: fc.Arbitrary<Run> = fc
  .record({
    name: fc.constantFrom(...samplerNames),
    config: fc.record({
      skip_prk_steps: fc.constant(true),
      prediction_type: fc.constantFrom('epsilon', 'v_prediction'),
      timestep_spacing: fc.constantFrom('leading', 'trailing', 'linspace'),
      use_karras_sigmas: fc.boolean(),
      solver_order: fc.constantFrom(1, 2, 3),
      algorithm_type: fc.constantFrom('dpmsolver++', 'sde-dpmsolver++'),
    }),
    steps: fc.integer({ min: 1, max: 18 }),
    begin: fc.nat({ max: 5 }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    size: fc.integer({ min: 16, max: 40 }),
  })
  .map(({ name, config, steps, begin, seed, size }) => ({
    name,
    // Flow matching has no Karras sigmas.
    config: name.startsWith('FlowMatch') ? {} : config,
    steps,
    options: { firstStep: Math.min(begin, steps - 1) },
    seed,
    size,
  }));

function create({ name, config, steps, options }: Run) {
  const sampler = createSampler(name, config, steps, options);
  if (!sampler) throw new Error(`no sampler ${name}`);
  return sampler;
}

/** The first latents, and a walk over some of the steps that tells every clean estimate. */
function begin(run: Run) {
  const noise = new NoiseGenerator(run.seed);
  return { sampler: create(run), noise, latents: noise.normal(run.size) };
}

function walk({ sampler, noise, latents }: ReturnType<typeof begin>, from: number, to: number): Float32Array[] {
  const estimates: Float32Array[] = [];
  for (let step = from; step < to; step += 1) {
    estimates.push(sampler.advance(step, model(sampler, step, latents), latents, noise).slice());
  }
  return estimates;
}

function bitsOf(arrays: readonly Float32Array[]): string {
  return Buffer.concat(arrays.map((each) => Buffer.from(each.buffer))).toString('base64');
}

test('a run that is saved and restored on another sampler goes on to the same bits, wherever it is cut', () => {
  fc.assert(
    fc.property(runs, fc.nat({ max: 20 }), (run, taken) => {
      const { firstStep = 0 } = run.options;
      const straight = begin(run);
      const end = straight.sampler.timesteps.length;
      const cut = Math.min(firstStep + taken, end);
      walk(straight, firstStep, cut);
      const memory = straight.sampler.save();
      const resumed = {
        sampler: create(run),
        noise: NoiseGenerator.at(run.seed, straight.noise.position),
        latents: straight.latents.slice(),
      };
      resumed.sampler.restore(cut, memory);
      // What was saved is a copy, and what is restored is copied.
      for (const each of memory) each.fill(Number.NaN);
      const [whole, rest] = [walk(straight, cut, end), walk(resumed, cut, end)];
      expect(bitsOf([...rest, resumed.latents])).toBe(bitsOf([...whole, straight.latents]));
      expect(resumed.noise.position).toBe(straight.noise.position);
    }),
    { numRuns: 500 },
  );
});

test("memory that is not this sampler's before that step is refused", () => {
  fc.assert(
    fc.property(runs, fc.nat(), (run, from) => {
      const straight = begin(run);
      const { firstStep = 0 } = run.options;
      const step = firstStep + (from % (straight.sampler.timesteps.length - firstStep + 1));
      walk(straight, firstStep, step);
      const memory = straight.sampler.save();
      expect(() => create(run).restore(step, [...memory, new Float32Array(run.size)])).toThrow(/memory|remembers/);
      if (memory.length > 0) expect(() => create(run).restore(step, memory.slice(1))).toThrow(/memory|remembers/);
    }),
  );
});
