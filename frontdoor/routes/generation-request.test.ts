import { describe, expect, it } from 'vitest';
import { Compile } from 'typebox/compile';
import { model, owner } from '../http/testing/stand-ins.ts';
import { GenerationBody, completeOptions, seedFor } from './generation-request.ts';

const schema = Compile(GenerationBody);
const complete = (body: Partial<GenerationBody>) => completeOptions({ prompt: 'x', ...body }, [model], 42);
const at = (field: string) => expect.objectContaining({ details: expect.objectContaining({ field }) });

describe('a request', () => {
  it('with a prompt alone gets the model’s defaults, four images and the given seed', () => {
    expect(complete({ prompt: ' a lighthouse ' })).toEqual({
      prompt: 'a lighthouse',
      negativePrompt: '',
      count: 4,
      visibility: 'VISIBILITY_PUBLIC',
      model: 'default',
      seed: 42,
      width: 512,
      height: 512,
      steps: 20,
      guidance: 7.5,
      sampler: 'DDIMScheduler',
      magicPrompt: 'MAGIC_PROMPT_OFF',
    });
  });

  it.each<[string, object]>([
    ['count 0', { count: 0 }],
    ['count 9', { count: 9 }],
    ['half an image', { count: 1.5 }],
    ['a count in words', { count: '4' }],
    ['a negative seed', { seed: -1 }],
    ['a seed above 32 bits', { seed: 2 ** 32 }],
    ['a size without height', { size: '512' }],
    ['a ratio of nothing', { aspect_ratio: '0:1' }],
    ['no steps', { steps: 0 }],
    ['negative guidance', { guidance: -1 }],
    ['another visibility', { visibility: 'friends' }],
    ['null for absent', { seed: null }],
    ['magic prompt by another word', { magic_prompt: 'yes' }],
    ['a style', { style: { image_id: 'img_0' } }],
    ['a palette', { palette: ['#ff0000'] }],
  ])('with %s is refused by the schema', (_name, body) => {
    expect(schema.Check({ prompt: 'x', ...body })).toBe(false);
  });

  it.each<[string, Partial<GenerationBody>, string]>([
    ['more steps than the model takes', { steps: 51 }, 'steps'],
    ['more guidance than the model takes', { guidance: 20.5 }, 'guidance'],
    ['a sampler the model does not know', { sampler: 'LMSDiscreteScheduler' }, 'sampler'],
    ['a size and a ratio', { size: '512x512', aspect_ratio: '1:1' }, 'aspect_ratio'],
    ['an unknown model', { model: 'none' }, 'model'],
    ['a negative prompt with a control character', { negative_prompt: 'a\u0007' }, 'negative_prompt'],
  ])('with %s is refused by name', (_name, body, field) => {
    expect(() => complete(body)).toThrow(at(field));
  });

  it('is taken at every limit', () => {
    const body = { count: 8, seed: 2 ** 32 - 1, steps: 50, guidance: 20, magic_prompt: 'off' as const };
    expect(schema.Check({ prompt: 'x', ...body })).toBe(true);
    expect(complete(body)).toMatchObject({ count: 8, seed: 2 ** 32 - 1, steps: 50, guidance: 20 });
  });
});

it.each([
  ['auto', 'MAGIC_PROMPT_AUTO'],
  ['on', 'MAGIC_PROMPT_ON'],
  ['off', 'MAGIC_PROMPT_OFF'],
] as const)('magic prompt %s is passed on as asked', (asked, magicPrompt) => {
  expect(schema.Check({ prompt: 'x', magic_prompt: asked })).toBe(true);
  expect(complete({ magic_prompt: asked })).toMatchObject({ magicPrompt });
});

describe('a seed that was not asked for', () => {
  it('is the same for one Idempotency-Key of one person, so that a repeat is the same request', () => {
    expect(seedFor(owner, 'a')).toBe(seedFor(owner, 'a'));
    expect(seedFor(owner, 'a')).not.toBe(seedFor(owner, 'b'));
    expect(seedFor(owner, 'a')).not.toBe(seedFor({ ...owner, userId: 'usr_other' }, 'a'));
  });

  it('is another one for a retry, so that a retry with the key of what it retries is not the same request', () => {
    expect(seedFor(owner, 'a', 'gen_1')).toBe(seedFor(owner, 'a', 'gen_1'));
    expect(new Set([seedFor(owner, 'a'), seedFor(owner, 'a', 'gen_1'), seedFor(owner, 'a', 'gen_2')]).size).toBe(3);
  });

  it('is in range', () => {
    for (const key of ['', 'a', 'b'])
      expect(seedFor(owner, key)).toSatisfy((seed: number) => seed >= 0 && seed < 2 ** 32);
  });
});
