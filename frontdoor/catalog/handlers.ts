/** The gRPC face of the catalog: reads requests, calls the action, writes answers. */
import type { CatalogHandlers, Lease, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import { nobody, visibilityName } from '../policy/visibility.ts';
import { cancelGeneration } from './actions/cancel-generation.ts';
import { createGeneration } from './actions/create-generation.ts';
import { deleteGeneration } from './actions/delete-generation.ts';
import { dropCheckpoint } from './actions/drop-checkpoint.ts';
import { locateFile, signUpload } from './actions/files.ts';
import { getTask } from './actions/get-task.ts';
import { recordCheckpoint } from './actions/record-checkpoint.ts';
import { recordFailure } from './actions/record-failure.ts';
import { recordResult } from './actions/record-result.ts';
import { recordStart } from './actions/record-start.ts';
import { setLike } from './actions/set-like.ts';
import { setPin } from './actions/set-pin.ts';
import { setVisibility } from './actions/set-visibility.ts';
import { transformImage } from './actions/transform-image.ts';
import type { CatalogContext } from './context.ts';
import { pageLimit, parseCursor } from './cursor.ts';
import { fromDatabaseError } from './database/errors.ts';
import { takeEpoch } from './tables/epochs.ts';
import { listFacts } from './tables/facts.ts';
import { listGenerations, shownGeneration } from './tables/generations.ts';
import { holderOfKey } from './tables/keys.ts';
import { createSession, deleteSession, holderOfSession } from './tables/sessions.ts';
import { childIdsOf, imageOf, listImages, shownImage } from './tables/shown-images.ts';

/**
 * Handlers of every method. Each is refused with `unavailable` until `isReady`, and answers the database's refusals by
 * reason, never in its words.
 */
export function catalogHandlers(
  context: CatalogContext,
  unary: ReturnType<typeof unaryHandlers>,
  isReady: () => boolean,
): CatalogHandlers {
  const { db, models, log, now } = context;

  const on = <Request, Response>(action: (request: Request) => Promise<Response>) =>
    unary(async (request: Request): Promise<Response> => {
      if (!isReady()) throw new ReasonError('REASON_UNAVAILABLE');
      try {
        return await action(request);
      } catch (error) {
        throw fromDatabaseError(error);
      }
    });
  const as = (request: { viewer: Viewer | null }): Viewer => request.viewer ?? nobody;
  const under = (request: { lease: Lease | null }): Lease => {
    if (!request.lease) throw new ReasonError('REASON_INVALID_FIELD', { field: 'lease' });
    return request.lease;
  };

  return {
    Authenticate: on(async ({ credential, key, session }) => {
      if (credential === 'key' && key) return { viewer: await holderOfKey(db, key) };
      if (credential === 'session' && session) return { viewer: await holderOfSession(db, session, now()) };
      throw new ReasonError('REASON_UNAUTHENTICATED');
    }),
    CreateSession: on(async ({ key }) => {
      const viewer = await holderOfKey(db, key);
      const { token, expiresAt } = await createSession(db, viewer.userId, now());
      return { session: token, expiresAtMs: expiresAt.getTime(), viewer };
    }),
    DeleteSession: on(async ({ session }) => {
      await deleteSession(db, session);
      return {};
    }),
    ListModels: on(async () => ({ models: [...(await models.list())] })),
    CreateGeneration: on((request) => createGeneration(context, request)),
    TransformImage: on((request) => transformImage(context, request)),
    GetGeneration: on(async (request) => ({ generation: await shownGeneration(db, as(request), request.id) })),
    ListGenerations: on(async (request) => {
      const after = parseCursor(request.cursor);
      const page = await listGenerations(db, as(request), pageLimit(request.limit), after);
      return { generations: [...page.generations], nextCursor: page.nextCursor };
    }),
    CancelGeneration: on((request) => cancelGeneration(context, as(request), request.id)),
    DeleteGeneration: on((request) => deleteGeneration(context, as(request), request.id)),
    ListFacts: on(async (request) => ({
      facts: [...(await listFacts(db, as(request), request.generationId, request.after))],
    })),
    ListImages: on(async (request) => {
      const viewer = as(request);
      const { rows, nextCursor } = await listImages(db, viewer, {
        scope: request.scope === 'IMAGE_SCOPE_MINE' ? 'mine' : 'explore',
        visibility: visibilityName(request.visibility),
        limit: pageLimit(request.limit),
        after: parseCursor(request.cursor),
      });
      return { images: rows.map((row) => imageOf(row, viewer)), nextCursor };
    }),
    GetImage: on(async (request) => {
      const viewer = as(request);
      const image = imageOf(await shownImage(db, viewer, request.id), viewer);
      return { image: { ...image, childIds: await childIdsOf(db, viewer, image.id) } };
    }),
    SetVisibility: on((request) => setVisibility(context, as(request), request.imageIds, request.visibility)),
    SetLike: on((request) => setLike(context, as(request), request.imageId, request.liked)),
    SetPin: on((request) => setPin(context, as(request), request.imageId, request.pinned)),
    LocateFile: on((request) => locateFile(context, as(request), request.imageId, request.kind)),
    GetTask: on((request) => getTask(context, request.taskId)),
    SignUpload: on((request) => signUpload(context, request)),
    RecordStart: on((request) => recordStart(context, under(request))),
    RecordCheckpoint: on((request) => recordCheckpoint(context, request)),
    DropCheckpoint: on((request) => dropCheckpoint(context, request)),
    RecordResult: on((request) => recordResult(context, under(request), request)),
    RecordFailure: on((request) => recordFailure(context, request.taskId, request.reason)),
    TakeEpoch: on(async (request) => {
      const epoch = await takeEpoch(db);
      log.info({ epoch, leader: request.leaderAddress }, 'a scheduler leads');
      return { epoch };
    }),
  };
}
