/** `POST /v1/generations/{id}/retry`: the same once more, with new seeds. */
import type { Generation, Model, Viewer, Visibility } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { requireRight, rightOfAction } from '../policy/plans.ts';
import type { Call } from '../http/peers.ts';
import { answerAccepted } from './accepted.ts';
import { type App, type RouteContext, asking } from './context.ts';
import { seedFor } from './generation-request.ts';
import { AcceptingHeaders, acceptingDescription, idempotencyKeyOf } from './headers.ts';
import { present } from './present.ts';
import { EmptyBody, GenerationSchema, IdParams } from './shapes.ts';

export function retryRoutes(app: App, context: RouteContext): void {
  const { catalog, models } = context;

  /** Paints the same prompt with the same options from new seeds. */
  async function paintAgain(retried: Generation, viewer: Viewer, idempotencyKey: string, call: Call) {
    const { requestId } = call;
    const asked = present(retried.options, 'options');
    const visibility = retryVisibility(retried, viewer);
    // By the catalog this would be refused only after the model is.
    if (visibility === 'VISIBILITY_PRIVATE') requireRight(viewer.plan, 'private_images');
    refuseLostModel(await models(requestId), asked.model);
    const seed = seedFor(viewer, idempotencyKey, retried.id);
    const options = { ...asked, seed, visibility };
    return catalog.createGeneration({ viewer, options, idempotencyKey, requestId }, call);
  }

  /** Does the same to the same parent once more. */
  async function transformAgain(retried: Generation, viewer: Viewer, idempotencyKey: string, call: Call) {
    const { parentId: imageId, action } = retried;
    if (!imageId) return refuseParentGone(retried, viewer);
    const asked = { viewer, imageId, action, idempotencyKey, requestId: call.requestId };
    const answer = await catalog.transformImage(asked, call).catch((error: unknown) => {
      // The generation was found; it is the parent that went in between.
      if (error instanceof ReasonError && error.reason === 'REASON_NOT_FOUND') refuseParentGone(retried, viewer);
      throw error;
    });
    // Its own key asks for itself, not for another try.
    if (answer.repeatedRequest && answer.generation?.id === retried.id)
      throw new ReasonError('REASON_IDEMPOTENCY_CONFLICT');
    return answer;
  }

  app.post(
    '/generations/:id/retry',
    {
      config: { person: true },
      schema: {
        summary: 'The same prompt and options once more, with new seeds',
        description: `Of what was made from another image: the same from the same image. ${acceptingDescription}`,
        headers: AcceptingHeaders,
        params: IdParams,
        body: EmptyBody,
        response: { 202: GenerationSchema },
      },
    },
    async (request, reply) => {
      const { viewer, call } = asking(request);
      const idempotencyKey = idempotencyKeyOf(request);
      const answer = await catalog.getGeneration({ viewer, id: request.params.id }, call);
      const retried = present(answer.generation, 'generation');
      const again = retried.action === 'ACTION_GENERATE' ? paintAgain : transformAgain;
      const created = await again(retried, viewer, idempotencyKey, call);
      reply.code(202);
      return answerAccepted(context, request, reply, created);
    },
  );
}

/**
 * As one's own was asked for, and never public while an image of it is private: its prompt would be. Of another's it is
 * public; an administrator's retry of what is private stays private.
 */
export function retryVisibility(retried: Generation, viewer: Viewer): Visibility {
  const isHidden = retried.images.some((image) => image.visibility === 'VISIBILITY_PRIVATE');
  const wasHidden = retried.ownerId === viewer.userId && retried.options?.visibility === 'VISIBILITY_PRIVATE';
  return isHidden || wasHidden ? 'VISIBILITY_PRIVATE' : 'VISIBILITY_PUBLIC';
}

/** Where there is nothing to make it from: what the plan lacks comes first, as everywhere. */
function refuseParentGone({ action }: Generation, viewer: Viewer): never {
  const right = rightOfAction[action];
  if (right) requireRight(viewer.plan, right);
  throw new ReasonError('REASON_CONFLICT');
}

/** A model that left the store would have the retry wait for ever. */
function refuseLostModel(models: readonly Model[], id: string): void {
  if (models.length === 0) throw new ReasonError('REASON_UNAVAILABLE');
  if (!models.some((model) => model.id === id)) throw new ReasonError('REASON_CONFLICT');
}
