import { Metadata } from '@grpc/grpc-js';
import type {
  CancelRequest,
  CancelResponseInput,
  EstimateRequest,
  EstimateResponseInput,
  PlaceRequest,
  PlacementHandlers,
} from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { estimate } from '../core/views.ts';
import { type Connections, onceClosed } from './connections.ts';
import type { Loop } from './loop.ts';
import { type PlaceCall, PlaceStream } from './place-stream.ts';
import { readDescription, readPlacement } from './wire.ts';

/** More than the catalog accepts in one generation is not asked about. */
const estimateCountMax = 100;

/**
 * Serves `scheduler.v1.Placement` from the loop.
 * @param superseded called when a worker names a lease of an epoch greater than the loop's
 */
export function placementHandlers(
  loop: Loop,
  connections: Connections,
  unary: ReturnType<typeof unaryHandlers>,
  superseded: (epochSeen: number) => void,
  log: Logger,
): PlacementHandlers {
  return {
    Place(call: PlaceCall): void {
      // The worker hears at once that it is with the leader, though nothing may be said for long.
      call.sendMetadata(new Metadata());
      const stream = new PlaceStream(call);
      const worker = connections.addWorker(stream);
      log.info({ worker }, 'a worker is here');
      call.on('data', (request: PlaceRequest) => {
        // What was read before the stream ended may arrive after; nobody waits for it any more.
        if (!connections.workers.has(worker)) return;
        if (request.withdraw) {
          stream.forget(request.taskId);
          loop.apply({ kind: 'task_withdrawn', worker, taskId: request.taskId });
          return;
        }
        try {
          const placement = readPlacement(request);
          const epochSeen = placement.failed?.lease.epoch ?? 0;
          if (epochSeen > loop.state.epoch) return superseded(epochSeen);
          loop.apply({ kind: 'task_placed', worker, ...placement });
        } catch (error) {
          if (!(error instanceof ReasonError)) throw error;
          log.warn(
            { task_id: request.taskId, reason: reasonName(error.reason), ...error.details },
            'a place is not valid',
          );
          stream.finish(request.taskId, { refused: { reason: error.reason } });
        }
      });
      onceClosed(call, () => {
        connections.workers.delete(worker);
        loop.apply({ kind: 'worker_closed', worker });
        log.info({ worker }, 'a worker has gone');
      });
    },

    // The answers are computed at once: nothing is awaited between reading the core and answering.
    Estimate: unary<EstimateRequest, EstimateResponseInput>(async ({ task, count }) =>
      estimate(loop.state, readDescription(task), Math.min(count, estimateCountMax), loop.now()),
    ),

    Cancel: unary<CancelRequest, CancelResponseInput>(async ({ taskIds }) => {
      loop.apply({ kind: 'tasks_canceled', taskIds });
      return {};
    }),
  };
}
