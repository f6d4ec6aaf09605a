import type {
  CreateGenerationRequest,
  CreateGenerationResponseInput,
  GenerationOptions,
  Viewer,
} from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import { cheapestPlanWith, inFlightLimit, planHas, planName } from '../../policy/plans.ts';
import { visibilityName } from '../../policy/visibility.ts';
import type { CatalogContext } from '../context.ts';
import { fromDatabaseError } from '../database/errors.ts';
import type { NewImage, PlanName, Tx } from '../database/schema.ts';
import { newId } from '../ids.ts';
import { appendFacts, generationFact, imageFact } from '../tables/facts.ts';
import { insertGeneration, shownGeneration } from '../tables/generations.ts';
import { findIdempotent, noteIdempotent } from '../tables/idempotency.ts';
import { countInFlight, insertImages } from '../tables/images.ts';
import { hashOptions, optionsToColumns } from '../tables/options.ts';
import { addToOutbox } from '../tables/outbox.ts';
import { lockUser } from '../tables/users.ts';

/** Pictures take seconds: by then one of a person's own has likely ended. */
const inFlightRetrySeconds = 5;

/** How a request came out in its transaction. */
interface Accepted {
  readonly viewer: Viewer;
  readonly generationId: string;
  readonly repeated: boolean;
}

/**
 * Accepts a generation in one transaction, or refuses it and leaves nothing behind: 402 before 409 before 429, and a repeat
 * of an accepted request before all of them.
 */
export async function createGeneration(
  context: CatalogContext,
  request: CreateGenerationRequest,
): Promise<CreateGenerationResponseInput> {
  const { metrics, log, db } = context;
  const { viewer, options } = request;
  if (!viewer || !options) throw new ReasonError('REASON_INVALID_FIELD', { field: 'options' });
  let accepted: Accepted;
  try {
    accepted = await db.transaction().execute((tx) => accept(tx, viewer, options, request, context.now()));
  } catch (error) {
    const known = fromDatabaseError(error);
    metrics.refused.inc({ reason: known instanceof ReasonError ? reasonName(known.reason) : 'internal' });
    throw known;
  }
  if (!accepted.repeated) {
    context.wakeOutbox();
    metrics.accepted.inc({ plan: planName(accepted.viewer.plan), model: options.model });
    const { generationId } = accepted;
    log.info(
      { request_id: request.requestId, generation_id: generationId, owner_id: viewer.userId, images: options.count },
      'a generation is accepted',
    );
  }
  const generation = await shownGeneration(db, accepted.viewer, accepted.generationId);
  return { generation, repeatedRequest: accepted.repeated };
}

async function accept(
  tx: Tx,
  asked: Viewer,
  options: GenerationOptions,
  { idempotencyKey, requestId }: CreateGenerationRequest,
  now: Date,
): Promise<Accepted> {
  const viewer = await lockUser(tx, asked);
  const optionsHash = hashOptions(options);
  const earlier = idempotencyKey ? await findIdempotent(tx, viewer.userId, idempotencyKey, now) : undefined;
  if (earlier?.options_hash.equals(optionsHash)) {
    return { viewer, generationId: earlier.generation_id, repeated: true };
  }
  const visibility = visibilityName(options.visibility);
  if (!visibility) throw new ReasonError('REASON_INVALID_FIELD', { field: 'visibility' });
  if (options.count < 1 || options.count > 8) throw new ReasonError('REASON_INVALID_FIELD', { field: 'count' });
  if (visibility === 'private' && !planHas(viewer.plan, 'private_images')) {
    throw new ReasonError('REASON_PLAN_REQUIRED', { plan: planName(cheapestPlanWith('private_images')) });
  }
  if (earlier) throw new ReasonError('REASON_IDEMPOTENCY_CONFLICT');
  if ((await countInFlight(tx, viewer.userId)) + options.count > inFlightLimit(viewer.plan)) {
    throw new ReasonError('REASON_INFLIGHT_LIMIT', { retryAfterSeconds: inFlightRetrySeconds });
  }

  const id = newId('gen');
  await insertGeneration(
    tx,
    {
      id,
      owner_id: viewer.userId,
      plan: planName(viewer.plan) as PlanName,
      request_id: requestId,
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
    action: 'generate',
    width: options.width,
    height: options.height,
    created_at: now,
  }));
  await insertImages(tx, images);
  const queued = images.map((image) => imageFact('FACT_KIND_IMAGE_QUEUED', image));
  await appendFacts(tx, id, [generationFact('FACT_KIND_GENERATION_QUEUED'), ...queued], now);
  await addToOutbox(tx, id, [{ kind: 'start_workflow' }]);
  if (idempotencyKey) {
    const row = { owner_id: viewer.userId, key: idempotencyKey, options_hash: optionsHash, generation_id: id };
    await noteIdempotent(tx, row, now);
  }
  return { viewer, generationId: id, repeated: false };
}
