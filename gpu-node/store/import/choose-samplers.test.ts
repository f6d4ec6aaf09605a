import { expect, test } from 'vitest';
import { chooseSamplers } from './choose-samplers.ts';

const betas = { beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012 };

test('a model is offered with its own sampler first, and with those of its kind', () => {
  const own = chooseSamplers({ ...betas, skip_prk_steps: true }, 'PNDMScheduler', false, undefined);
  expect(own.sampler).toBe('PNDMScheduler');
  expect(own.samplers).toEqual(expect.arrayContaining(['DDIMScheduler', 'EulerDiscreteScheduler']));
  expect(own.samplers).not.toContain('FlowMatchEulerDiscreteScheduler');
  expect(own.samplers).not.toContain('LCMScheduler');
});

test('a flow-matching model has one sampler', () => {
  const flow = chooseSamplers({ shift: 3 }, 'FlowMatchEulerDiscreteScheduler', false, undefined);
  expect(flow).toEqual({ samplers: ['FlowMatchEulerDiscreteScheduler'], sampler: 'FlowMatchEulerDiscreteScheduler' });
});

test('another stands in for a sampler that is not there', () => {
  expect(chooseSamplers(betas, 'UniPCMultistepScheduler', false, undefined).sampler).toBe(
    'DPMSolverMultistepScheduler',
  );
  const distilled = chooseSamplers(
    { ...betas, timestep_spacing: 'trailing' },
    'EulerDiscreteScheduler',
    true,
    undefined,
  );
  expect(distilled.samplers).toEqual(['EulerAncestralDiscreteScheduler', 'EulerDiscreteScheduler']);
});

test('a sampler that is asked for must be there and work', () => {
  expect(chooseSamplers(betas, 'PNDMScheduler', false, 'LCMScheduler').sampler).toBe('LCMScheduler');
  expect(() => chooseSamplers(betas, 'PNDMScheduler', false, 'NoScheduler')).toThrow('no sampler NoScheduler');
  expect(() => chooseSamplers({ beta_schedule: 'odd' }, 'PNDMScheduler', false, 'DDIMScheduler')).toThrow(
    'beta_schedule',
  );
  expect(() => chooseSamplers({ beta_schedule: 'odd' }, 'PNDMScheduler', false, undefined)).toThrow('stands in');
});
