/** Some of the cases: every sampler and every layout, painting from pictures and inpainting. All are in `agreement.verify.ts`. */
import { expect, test } from 'vitest';
import { describeAgreement } from './agreement.ts';
import { referenceCases } from './cases.ts';

const layouts: readonly string[] = [
  'sd1-optimum',
  'sd1-fp16',
  'sd2',
  'lcm',
  'sdxl-external',
  'sd3',
  'sd3-no-t5',
  'flux-dev',
  'flux-schnell',
];
/** With every sampler and with pictures to begin with: they are loaded in any case, and more of them cost little. */
const families: readonly string[] = ['sd1', 'sdxl'];

const cases = referenceCases.filter(({ model }) => layouts.includes(model) || families.includes(model));

describeAgreement(cases);

test('the cases have every sampler', () => {
  expect(new Set(cases.map(({ sampler }) => sampler))).toEqual(new Set(referenceCases.map(({ sampler }) => sampler)));
});
