import type { GenerationOptions, MagicPrompt, Viewer } from '@quartet/protos/generated/index.ts';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { owns, visibilityOf, visibleTo } from '../../policy/visibility.ts';
import type { ActionName, GenerationRow, MagicPromptName, VisibilityName } from '../database/schema.ts';

const magicPrompts: Readonly<Record<MagicPromptName, MagicPrompt>> = {
  off: 'MAGIC_PROMPT_OFF',
  on: 'MAGIC_PROMPT_ON',
  auto: 'MAGIC_PROMPT_AUTO',
};

/** What was asked, selected beside a row of `images`; `options_` keeps its columns apart from the image's own. */
export const optionsColumns = (viewer: Viewer) =>
  [
    'prompts.prompt as options_prompt',
    'prompts.negative_prompt as options_negative_prompt',
    'generations.image_count as options_count',
    'generations.visibility as options_visibility',
    'generations.model as options_model',
    'generations.seed as options_seed',
    'generations.width as options_width',
    'generations.height as options_height',
    'generations.steps as options_steps',
    'generations.guidance as options_guidance',
    'generations.sampler as options_sampler',
    'generations.magic_prompt as options_magic_prompt',
    sql<number>`(
      select count(*) from images as siblings
      where siblings.generation_id = images.generation_id and ${visibleTo(viewer, 'siblings')}
    )`.as('options_visible_count'),
  ] as const;

interface OptionsRow {
  owner_id: string;
  options_prompt: string | null;
  options_negative_prompt: string | null;
  options_count: number;
  options_visibility: VisibilityName;
  options_model: string;
  options_seed: number;
  options_width: number;
  options_height: number;
  options_steps: number;
  options_guidance: number;
  options_sampler: string;
  options_magic_prompt: MagicPromptName;
  options_visible_count: number;
}

/**
 * The options as the contracts carry them. Who may see an image may see what it was made with, its prompt too; but how many
 * there are beside it, and as what they were made, tells others of none that is hidden from them.
 */
export function optionsOf(row: OptionsRow, viewer: Viewer): GenerationOptions {
  const whole = viewer.admin || owns(viewer, row);
  return {
    prompt: row.options_prompt ?? '',
    negativePrompt: row.options_negative_prompt ?? '',
    count: whole ? row.options_count : row.options_visible_count,
    visibility: whole ? visibilityOf(row.options_visibility) : 'VISIBILITY_PUBLIC',
    model: row.options_model,
    seed: row.options_seed,
    width: row.options_width,
    height: row.options_height,
    steps: row.options_steps,
    guidance: row.options_guidance,
    sampler: row.options_sampler,
    magicPrompt: magicPrompts[row.options_magic_prompt],
  };
}

/** The columns of `generations` that hold what was asked, but for the prompts. */
export function optionsToColumns(options: GenerationOptions, visibility: VisibilityName) {
  return {
    visibility,
    image_count: options.count,
    model: options.model,
    seed: options.seed,
    width: options.width,
    height: options.height,
    steps: options.steps,
    guidance: options.guidance,
    sampler: options.sampler,
    magic_prompt: magicPromptName(options.magicPrompt),
  } satisfies Partial<GenerationRow>;
}

/** As the database spells it; off when nothing is said. */
export function magicPromptName(magicPrompt: MagicPrompt): MagicPromptName {
  if (magicPrompt === 'MAGIC_PROMPT_ON') return 'on';
  return magicPrompt === 'MAGIC_PROMPT_AUTO' ? 'auto' : 'off';
}

/** SHA-256 over the options in the contract's order: tells whether a repeated Idempotency-Key asks for the same. */
export function hashOptions(options: GenerationOptions): Buffer {
  const { prompt, negativePrompt, count, visibility, model, seed, width, height, steps, guidance, sampler } = options;
  const magicPrompt = magicPromptName(options.magicPrompt);
  const fields = [prompt, negativePrompt, count, visibility, model, seed, width, height, steps, guidance, sampler];
  // Off adds nothing: keys from before there was Magic Prompt stay good.
  return hashFields(magicPrompt === 'off' ? fields : [...fields, magicPrompt]);
}

/** {@link hashOptions} of a request that makes an image from another. No options hash alike: they are more. */
export function hashTransform(action: ActionName, imageId: string): Buffer {
  return hashFields([action, imageId]);
}

function hashFields(fields: readonly (string | number)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(fields)).digest();
}
