import type {
  GetTaskResponseInput,
  SourcePictureInput,
  StoredCheckpointInput,
  TaskContentInput,
} from '@quartet/protos/generated/index.ts';
import { checkpointKey, objectKey } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { withinDeadline } from '@quartet/service-kit/within-deadline.ts';
import { paintingLimit, planAim, planWeight } from '../../policy/plans.ts';
import type { CatalogContext } from '../context.ts';
import type { Database } from '../database/schema.ts';
import { lookupId } from '../ids.ts';
import { actionTable } from '../image-actions.ts';
import type { ObjectStore } from '../objects.ts';
import { checkpointOf } from '../tables/checkpoints.ts';
import { imageStatusOf, isOpen } from '../tables/images.ts';
import { viewerOf } from '../tables/users.ts';

/** A store that is slow to say whether a checkpoint is there costs the checkpoint, not the task. */
const checkpointDeadlineMs = 1_500;

/**
 * A task for a worker, with its private content while its image has not ended. Rights and weight go by the owner's plan of
 * today; where it goes on from a checkpoint, that is one which lies in the store. Refused with `source_gone` when the picture that an open image is made from is.
 */
export async function getTask({ db, objects }: CatalogContext, taskId: string): Promise<GetTaskResponseInput> {
  const row = await taskRow(db, taskId);
  if (!row) throw new ReasonError('REASON_NOT_FOUND');
  const { plan } = viewerOf({ ...row, id: row.owner_id });
  const open = isOpen(row);
  const checkpoint = open ? await storedCheckpoint(db, objects, row.id) : undefined;
  return {
    description: {
      taskId: row.id,
      generationId: row.generation_id,
      stage: actionTable[row.action].stage,
      model: row.model,
      width: row.width,
      height: row.height,
      steps: row.steps,
      guided: row.guidance > 1,
      tenantId: row.owner_id,
      plan,
      weight: planWeight(plan),
      paintingLimit: paintingLimit(plan),
      acceptedAtMs: row.created_at.getTime(),
      requestId: row.request_id,
      stepsDone: checkpoint?.step ?? 0,
      images: row.image_count,
      aim: planAim(plan),
    },
    content: open ? { ...(await contentOf(objects, row)), checkpoint } : null,
    status: imageStatusOf(row.status),
    index: row.index,
    factNumber: row.fact_count,
  };
}

type TaskRow = NonNullable<Awaited<ReturnType<typeof taskRow>>>;

/** The parent is read whoever may see it by now: the child was made while its owner could, and is independent since. */
function taskRow(db: Database, taskId: string) {
  return db
    .selectFrom('images')
    .innerJoin('generations', 'generations.id', 'images.generation_id')
    .innerJoin('prompts', 'prompts.generation_id', 'images.generation_id')
    .innerJoin('users', 'users.id', 'images.owner_id')
    .leftJoin('written_prompts', 'written_prompts.image_id', 'images.id')
    .leftJoin('images as parents', 'parents.id', 'images.parent_id')
    .select(['images.id', 'images.index', 'images.status', 'images.seed', 'images.generation_id', 'images.owner_id'])
    .select(['generations.action', 'generations.model', 'generations.steps', 'generations.guidance'])
    .select(['generations.sampler', 'generations.width', 'generations.height', 'generations.created_at'])
    .select(['generations.request_id', 'generations.fact_count', 'generations.image_count'])
    .select(['prompts.prompt', 'prompts.negative_prompt', 'written_prompts.prompt as written_prompt'])
    .select(['parents.id as parent_id', 'parents.width as parent_width', 'parents.height as parent_height'])
    .select(['parents.sha256 as parent_sha256', 'parents.size_bytes as parent_size_bytes'])
    .select(['parents.result_epoch as parent_epoch', 'parents.result_number as parent_number'])
    .select(['users.plan', 'users.admin', 'users.handle'])
    .where('images.id', '=', lookupId('img', taskId))
    .executeTakeFirst();
}

async function contentOf(objects: ObjectStore, row: TaskRow): Promise<TaskContentInput> {
  const { action, model, width, height, seed, steps, guidance, sampler } = row;
  const common = { model, width, height };
  if (action === 'upscale') return { ...common, upscale: { source: await sourceOf(objects, row) } };
  if (action === 'remove-background') return { ...common, matte: { source: await sourceOf(objects, row) } };
  const prompt = row.written_prompt ?? row.prompt ?? '';
  return { ...common, paint: { prompt, negativePrompt: row.negative_prompt ?? '', seed, steps, guidance, sampler } };
}

/** The parent's picture, as long as it lies in the store: a deleted one's does until it is swept. */
async function sourceOf(objects: ObjectStore, row: TaskRow): Promise<SourcePictureInput> {
  const { parent_id: taskId, parent_epoch: epoch, parent_number: number } = row;
  if (taskId === null || epoch === null || number === null) throw new ReasonError('REASON_SOURCE_GONE');
  const key = objectKey({ taskId, epoch, number }, 'FILE_KIND_ORIGINAL');
  if ((await objects.sizeOf(key)) === undefined) throw new ReasonError('REASON_SOURCE_GONE');
  return {
    url: await objects.signDownload(key),
    sizeBytes: row.parent_size_bytes ?? 0,
    sha256: row.parent_sha256 ?? '',
    width: row.parent_width ?? 0,
    height: row.parent_height ?? 0,
  };
}

/** Where an earlier lease got to, if that lies in the store. A store that does not answer now is as one without it. */
async function storedCheckpoint(
  db: Database,
  objects: ObjectStore,
  imageId: string,
): Promise<StoredCheckpointInput | undefined> {
  const row = await checkpointOf(db, imageId);
  if (!row) return undefined;
  const { step, size_bytes: sizeBytes, sha256 } = row;
  const key = checkpointKey({ taskId: imageId, epoch: row.lease_epoch, number: row.lease_number }, sha256);
  try {
    if ((await withinDeadline(objects.sizeOf(key), checkpointDeadlineMs)) !== sizeBytes) return undefined;
  } catch (error) {
    if (error instanceof ReasonError && error.reason === 'REASON_UNAVAILABLE') return undefined;
    throw error;
  }
  return { url: await objects.signDownload(key), sizeBytes, sha256, step };
}
