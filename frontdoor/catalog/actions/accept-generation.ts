/** What every request that makes a generation goes through, in one transaction. */
import type { Generation, GenerationOptions, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { inFlightLimit, planName } from '../../policy/plans.ts';
import type { CatalogContext } from '../context.ts';
import { fromDatabaseError } from '../database/errors.ts';
import type { ActionName, NewImage, PlanName, Tx, VisibilityName } from '../database/schema.ts';
import { newId } from '../ids.ts';
import { appendFacts, generationFact, imageFact } from '../tables/facts.ts';
import { insertGeneration, shownGeneration } from '../tables/generations.ts';
import { findIdempotent, noteIdempotent } from '../tables/idempotency.ts';
import { countInFlight, insertImages, insertWrittenPrompts } from '../tables/images.ts';
import { optionsToColumns } from '../tables/options.ts';
import { addToOutbox } from '../tables/outbox.ts';
import { lockUser } from '../tables/users.ts';

/** Pictures take seconds: by then one of a person's own has likely ended. */
const inFlightRetrySeconds = 5;

/** A request that makes a generation. */
export interface Ask {
  readonly viewer: Viewer;
  /** Empty for none. */
  readonly idempotencyKey: string;
  /** Tells whether a repeated key asks for the same. */
  readonly hash: Buffer;
  readonly requestId: string;
  /** Checks what is asked by itself and against the database. Refuses what comes before the limit of images in flight. */
  readonly check: (tx: Tx, viewer: Viewer) => Promise<Checked>;
}

/** What may be made, within the limit of images in flight. */
export interface Checked {
  readonly count: number;
  /** Refuses what comes after that limit. */
  readonly draft: () => Draft;
}

/** A generation that will be made. */
export interface Draft {
  readonly options: GenerationOptions;
  readonly visibility: VisibilityName;
  readonly action: ActionName;
  readonly parentId: string | null;
  /** The prompt written for the image of a seed; undefined for none. */
  readonly writtenPrompt: (seed: number) => string | undefined;
}

/** How a request came out in its transaction: with what was made, or with the generation it had made before. */
interface Accepted {
  readonly viewer: Viewer;
  readonly generationId: string;
  readonly made?: Draft;
}

/**
 * Accepts a generation in one transaction, or refuses it and leaves nothing behind. A repeat of an accepted request is
 * answered before anything is checked.
 */
export async function acceptGeneration(
  context: CatalogContext,
  ask: Ask,
): Promise<{ generation: Generation; repeatedRequest: boolean }> {
  const { metrics, log, db } = context;
  let accepted: Accepted;
  try {
    accepted = await db.transaction().execute((tx) => accept(tx, ask, context.now()));
  } catch (error) {
    const known = fromDatabaseError(error);
    metrics.refused.inc({ reason: known instanceof ReasonError ? reasonName(known.reason) : 'internal' });
    throw known;
  }
  const { viewer, generationId, made } = accepted;
  if (made) {
    const { action, options } = made;
    context.wakeOutbox();
    metrics.accepted.inc({ plan: planName(viewer.plan), model: options.model, action });
    const ids = { request_id: ask.requestId, generation_id: generationId, owner_id: viewer.userId };
    log.info({ ...ids, action, images: options.count }, 'a generation is accepted');
  }
  return { generation: await shownGeneration(db, viewer, generationId), repeatedRequest: !made };
}

async function accept(tx: Tx, ask: Ask, now: Date): Promise<Accepted> {
  const { idempotencyKey: key, hash } = ask;
  const viewer = await lockUser(tx, ask.viewer);
  const earlier = key ? await findIdempotent(tx, viewer.userId, key, now) : undefined;
  if (earlier?.options_hash.equals(hash)) {
    // What was deleted is neither shown again nor made again by a repeat that was long on its way.
    if (earlier.deleted) throw new ReasonError('REASON_CONFLICT');
    return { viewer, generationId: earlier.generation_id };
  }
  const { count, draft } = await ask.check(tx, viewer);
  if (earlier) throw new ReasonError('REASON_IDEMPOTENCY_CONFLICT');
  if ((await countInFlight(tx, viewer.userId)) + count > inFlightLimit(viewer.plan)) {
    throw new ReasonError('REASON_INFLIGHT_LIMIT', { retryAfterSeconds: inFlightRetrySeconds });
  }
  const made = draft();
  const generationId = await insert(tx, viewer, made, ask.requestId, now);
  if (key) {
    const row = { owner_id: viewer.userId, key, options_hash: hash, generation_id: generationId };
    await noteIdempotent(tx, row, now);
  }
  return { viewer, generationId, made };
}

/** Writes the generation, its images, their facts and its workflow's start; its id. */
async function insert(tx: Tx, viewer: Viewer, draft: Draft, requestId: string, now: Date): Promise<string> {
  const { options, visibility, action, parentId } = draft;
  const id = newId('gen');
  await insertGeneration(
    tx,
    {
      id,
      owner_id: viewer.userId,
      plan: planName(viewer.plan) as PlanName,
      request_id: requestId,
      action,
      created_at: now,
      touched_at: now,
      ended_at: null,
      ...optionsToColumns(options, visibility),
    },
    options,
  );
  const images = Array.from({ length: options.count }, (_, index): NewImage & { id: string; index: number } => ({
    id: newId('img'),
    generation_id: id,
    index,
    owner_id: viewer.userId,
    seed: (options.seed + index) % 2 ** 32,
    visibility,
    action,
    parent_id: parentId,
    width: options.width,
    height: options.height,
    created_at: now,
  }));
  await insertImages(tx, images);
  const written = images.flatMap(({ id: imageId, seed }) => {
    const prompt = draft.writtenPrompt(seed);
    return prompt === undefined ? [] : [{ image_id: imageId, prompt }];
  });
  await insertWrittenPrompts(tx, written);
  const queued = images.map((image) => imageFact('FACT_KIND_IMAGE_QUEUED', image));
  await appendFacts(tx, id, [generationFact('FACT_KIND_GENERATION_QUEUED'), ...queued], now);
  await addToOutbox(tx, id, [{ kind: 'start_workflow' }]);
  return id;
}
