import { describe, expect, test } from 'vitest';
import { createSampler, samplerNames, verifySampler } from './index.ts';
import { parseSchedulerConfig } from './scheduler-config.ts';

const flow = 'FlowMatchEulerDiscreteScheduler';
const solver = 'DPMSolverMultistepScheduler';
const base = { skip_prk_steps: true };

test('infinities and NaN, which Python writes and JSON does not have, are read', () => {
  const config = parseSchedulerConfig('{"a":-Infinity,"b":[Infinity,NaN],"c":"-Infinity \\" NaN"}');
  expect(config).toEqual({ a: -Number.MAX_VALUE, b: [Number.MAX_VALUE, null], c: '-Infinity " NaN' });
});

test.each(['[]', 'null', '3', '{'])('%s is no configuration', (text) => {
  expect(() => parseSchedulerConfig(text)).toThrow(/JSON/);
});

test.each(samplerNames)("%s: other classes' fields, and nulls that mean none, change nothing", (name) => {
  const foreign = {
    _class_name: 'EulerDiscreteScheduler',
    _diffusers_version: '0.24.0',
    dynamic_thresholding_ratio: 0.995,
    sample_max_value: 1,
    interpolation_type: 'linear',
    timestep_type: 'discrete',
    use_karras_sigmas: null,
    use_beta_sigmas: null,
    trained_betas: null,
    sigma_min: null,
    shift_terminal: null,
    thresholding: false,
    variance_type: 'fixed_small',
    unheard_of: { of: ['anyone'] },
  };
  const walk = (config: object) => {
    const sampler = createSampler(name, { ...base, ...config }, 7);
    return [sampler?.timesteps, sampler?.addNoise(new Float32Array(4).fill(2), new Float32Array(4).fill(1), 3)];
  };
  expect(walk(foreign)).toEqual(walk({}));
});

describe('what changes the picture and is not built is refused by its name', () => {
  const beta = samplerNames.filter((name) => name !== flow);
  test.each<[field: string, value: unknown, samplers: readonly string[]]>([
    ['thresholding', true, ['DDIMScheduler', 'LCMScheduler', solver]],
    ['beta_schedule', 'sigmoid', beta],
    ['prediction_type', 'flow_prediction', beta],
    ['prediction_type', 'sample', ['PNDMScheduler', 'EulerAncestralDiscreteScheduler']],
    ['timestep_spacing', 'uneven', beta.filter((name) => name !== 'LCMScheduler')],
    ['trained_betas', [0.1, 0.2], beta],
    ['skip_prk_steps', false, ['PNDMScheduler']],
    ['interpolation_type', 'log_linear', ['EulerDiscreteScheduler']],
    ['use_exponential_sigmas', true, ['EulerDiscreteScheduler', solver, flow]],
    ['use_beta_sigmas', true, ['EulerDiscreteScheduler', solver, flow]],
    ['use_karras_sigmas', true, [flow]],
    ['use_lu_lambdas', true, [solver]],
    ['use_flow_sigmas', true, [solver]],
    ['algorithm_type', 'dpmsolver', [solver]],
    ['variance_type', 'learned_range', [solver]],
    ['solver_order', 4, [solver]],
    ['final_sigmas_type', 'one', [solver, 'EulerDiscreteScheduler']],
    ['original_inference_steps', 2000, ['LCMScheduler']],
    ['invert_sigmas', true, [flow]],
    ['stochastic_sampling', true, [flow]],
    ['time_shift_type', 'quadratic', [flow]],
  ])('%s %s', (field, value, samplers) => {
    for (const name of samplers) {
      expect(() => verifySampler(name, { ...base, [field]: value })).toThrow(new RegExp(field, 'u'));
    }
    for (const name of samplerNames) expect(() => verifySampler(name, base)).not.toThrow();
  });

  test('continuous timesteps with v_prediction', () => {
    const config = { timestep_type: 'continuous', prediction_type: 'v_prediction' };
    expect(() => verifySampler('EulerDiscreteScheduler', config)).toThrow(/timestep_type/);
  });

  test('dynamic shifting without a picture size', () => {
    expect(() => createSampler(flow, { use_dynamic_shifting: true }, 4)).toThrow(/use_dynamic_shifting/);
  });
});

test('PNDM begins with Runge-Kutta steps unless a configuration says otherwise: that is refused', () => {
  expect(() => verifySampler('PNDMScheduler', {})).toThrow(/skip_prk_steps/);
});

test('more steps than a sampler can take are refused as a field', () => {
  const refused = { reason: 'REASON_INVALID_FIELD', details: { field: 'steps', expected: '1 to 50' } };
  expect(() => createSampler('LCMScheduler', base, 51)).toThrow(expect.objectContaining(refused));
  for (const name of samplerNames) {
    expect(() => createSampler(name, base, 1001)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: 'steps' }) as unknown }),
    );
  }
});

test('an unknown sampler does not pass', () => {
  expect(() => verifySampler('HeunDiscreteScheduler', base)).toThrow(/HeunDiscreteScheduler/);
});
