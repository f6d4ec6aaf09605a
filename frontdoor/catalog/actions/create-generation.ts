import type {
  CreateGenerationRequest,
  CreateGenerationResponseInput,
  GenerationOptions,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { requireRight } from '../../policy/plans.ts';
import { visibilityName } from '../../policy/visibility.ts';
import type { CatalogContext } from '../context.ts';
import { writePrompt } from '../magic-prompt/write-prompt.ts';
import type { ModelShelf } from '../models.ts';
import { hashOptions, magicPromptName } from '../tables/options.ts';
import { type Checked, type Draft, acceptGeneration } from './accept-generation.ts';

/** Accepts a generation that is painted from a prompt; refused 422 before 402 before 409 before 429. */
export async function createGeneration(
  context: CatalogContext,
  { viewer, options, idempotencyKey, requestId }: CreateGenerationRequest,
): Promise<CreateGenerationResponseInput> {
  if (!viewer || !options) throw new ReasonError('REASON_INVALID_FIELD', { field: 'options' });
  const writtenPrompt = await promptWriter(context.models, options);
  return acceptGeneration(context, {
    viewer,
    idempotencyKey,
    requestId,
    hash: hashOptions(options),
    check: (_tx, locked) => Promise.resolve(check(locked, options, writtenPrompt)),
  });
}

function check(viewer: Viewer, options: GenerationOptions, writtenPrompt: Draft['writtenPrompt']): Checked {
  const { count } = options;
  const visibility = visibilityName(options.visibility);
  if (!visibility) throw new ReasonError('REASON_INVALID_FIELD', { field: 'visibility' });
  if (count < 1 || count > 8) throw new ReasonError('REASON_INVALID_FIELD', { field: 'count' });
  if (visibility === 'private') requireRight(viewer.plan, 'private_images');
  return { count, draft: () => ({ options, visibility, action: 'generate', parentId: null, writtenPrompt }) };
}

/** What Magic Prompt writes, where it is on and the model has word lists for it; nothing that is the prompt itself. */
async function promptWriter(
  models: ModelShelf,
  { model, prompt, magicPrompt }: GenerationOptions,
): Promise<Draft['writtenPrompt']> {
  const asked = magicPromptName(magicPrompt);
  const lists = asked === 'off' ? undefined : (await models.painter(model))?.magic_prompt;
  if (!lists || (asked === 'auto' && !lists.auto)) return () => undefined;
  return (seed) => {
    const written = writePrompt(prompt, seed, lists);
    return written === prompt ? undefined : written;
  };
}
