import type { GetTaskResponseInput } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { paintingLimit, planWeight } from '../../policy/plans.ts';
import type { CatalogContext } from '../context.ts';
import { lookupId } from '../ids.ts';
import { imageStatusOf } from '../tables/images.ts';
import { viewerOf } from '../tables/users.ts';

/** A task with its private content, for a worker. Rights and weight go by the owner's plan of today. */
export async function getTask({ db }: CatalogContext, taskId: string): Promise<GetTaskResponseInput> {
  const row = await db
    .selectFrom('images')
    .innerJoin('generations', 'generations.id', 'images.generation_id')
    .innerJoin('prompts', 'prompts.generation_id', 'images.generation_id')
    .innerJoin('users', 'users.id', 'images.owner_id')
    .select(['images.id', 'images.index', 'images.status', 'images.seed', 'images.generation_id', 'images.owner_id'])
    .select(['generations.model', 'generations.steps', 'generations.guidance', 'generations.sampler'])
    .select(['generations.width', 'generations.height', 'generations.created_at', 'generations.request_id'])
    .select(['generations.fact_count', 'prompts.prompt', 'prompts.negative_prompt'])
    .select(['users.plan', 'users.admin', 'users.handle'])
    .where('images.id', '=', lookupId('img', taskId))
    .executeTakeFirst();
  if (!row) throw new ReasonError('REASON_NOT_FOUND');
  const { plan } = viewerOf({ ...row, id: row.owner_id });
  const { model, width, height, steps, guidance, sampler, seed } = row;
  return {
    description: {
      taskId: row.id,
      generationId: row.generation_id,
      stage: 'STAGE_PAINT',
      model,
      width,
      height,
      steps,
      guided: guidance > 1,
      tenantId: row.owner_id,
      plan,
      weight: planWeight(plan),
      paintingLimit: paintingLimit(plan),
      acceptedAtMs: row.created_at.getTime(),
      requestId: row.request_id,
    },
    content: {
      prompt: row.prompt ?? '',
      negativePrompt: row.negative_prompt ?? '',
      seed,
      model,
      width,
      height,
      steps,
      guidance,
      sampler,
    },
    status: imageStatusOf(row.status),
    index: row.index,
    factNumber: row.fact_count,
  };
}
