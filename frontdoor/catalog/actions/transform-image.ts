import type {
  Action,
  GenerationOptions,
  TransformImageRequest,
  TransformImageResponseInput,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import type { MatteManifest, UpscaleManifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { tilesOf } from '@quartet/protos/tiles.ts';
import { requireRight, rightOfAction } from '../../policy/plans.ts';
import { owns, visibilityOf, visibleTo } from '../../policy/visibility.ts';
import type { CatalogContext } from '../context.ts';
import type { ImageRow, Tx } from '../database/schema.ts';
import { actionTable } from '../image-actions.ts';
import { lookupId } from '../ids.ts';
import { hashTransform } from '../tables/options.ts';
import { type Checked, acceptGeneration } from './accept-generation.ts';

/** What makes one image from another. */
type TransformName = 'upscale' | 'remove-background';

/**
 * Accepts a generation that makes one image from another which the viewer may see; refused 422 before 404 before 402 before
 * 409 (not ready, too large, the key's own) before 429 before 503 (no model does it).
 */
export async function transformImage(
  context: CatalogContext,
  { viewer, imageId, action, idempotencyKey, requestId }: TransformImageRequest,
): Promise<TransformImageResponseInput> {
  const name = transformName(action);
  if (!viewer || !name) throw new ReasonError('REASON_INVALID_FIELD', { field: 'action' });
  const model = await context.models.firstOf(name === 'upscale' ? 'upscale' : 'matte');
  return acceptGeneration(context, {
    viewer,
    idempotencyKey,
    requestId,
    hash: hashTransform(name, imageId),
    check: (tx, locked) => check(tx, locked, imageId, name, model),
  });
}

async function check(
  tx: Tx,
  viewer: Viewer,
  imageId: string,
  action: TransformName,
  model: UpscaleManifest | MatteManifest | undefined,
): Promise<Checked> {
  const parent = await lockVisibleParent(tx, viewer, imageId);
  const right = rightOfAction[actionTable[action].wire];
  if (right) requireRight(viewer.plan, right);
  if (parent.status !== 'ready') throw new ReasonError('REASON_CONFLICT');
  const work = model && workOf(parent, model);
  // A prompt must not outlive its privacy in somebody else's image.
  const isOwn = owns(viewer, parent);
  return {
    count: 1,
    draft: () => {
      if (!model || !work) throw new ReasonError('REASON_UNPLACEABLE');
      const options: GenerationOptions = {
        prompt: (isOwn && parent.prompt) || '',
        negativePrompt: (isOwn && parent.negative_prompt) || '',
        count: 1,
        visibility: visibilityOf(parent.visibility),
        model: model.id,
        seed: parent.seed,
        ...work,
        guidance: 0,
        sampler: '',
        magicPrompt: 'MAGIC_PROMPT_OFF',
      };
      return {
        options,
        // As private as its parent is now, whatever the plan; independent from then on.
        visibility: parent.visibility,
        action,
        parentId: parent.id,
        writtenPrompt: () => (isOwn && parent.written_prompt) || undefined,
      };
    },
  };
}

/**
 * An image that the viewer may see, with its prompts. Locked against changes of who may see it and against the sweep until
 * the child is there; one that they may not see is not even waited for.
 */
async function lockVisibleParent(tx: Tx, viewer: Viewer, imageId: string) {
  const parent = await tx
    .selectFrom('images')
    .innerJoin('prompts', 'prompts.generation_id', 'images.generation_id')
    .leftJoin('written_prompts', 'written_prompts.image_id', 'images.id')
    .select(['images.id', 'images.owner_id', 'images.status', 'images.visibility', 'images.seed'])
    .select(['images.width', 'images.height', 'prompts.prompt', 'prompts.negative_prompt'])
    .select('written_prompts.prompt as written_prompt')
    .where('images.id', '=', lookupId('img', imageId))
    .where(visibleTo(viewer))
    .forShare('images')
    .executeTakeFirst();
  if (!parent) throw new ReasonError('REASON_NOT_FOUND');
  return parent;
}

/** Size and steps of the work on a picture. Refused with `conflict` when the enlarged one is larger than the model makes. */
function workOf(
  { width, height }: Pick<ImageRow, 'width' | 'height'>,
  model: UpscaleManifest | MatteManifest,
): Pick<GenerationOptions, 'width' | 'height' | 'steps'> {
  if (model.stage === 'matte') return { width, height, steps: 1 };
  const enlarged = { width: width * model.scale, height: height * model.scale };
  if (Math.max(enlarged.width, enlarged.height) > model.max_side) throw new ReasonError('REASON_CONFLICT');
  return { ...enlarged, steps: tilesOf(width, height, model.tile).length };
}

function transformName(action: Action): TransformName | undefined {
  if (action === 'ACTION_UPSCALE') return 'upscale';
  return action === 'ACTION_REMOVE_BACKGROUND' ? 'remove-background' : undefined;
}
