import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { adminHandlers } from './admin-service.ts';
import { Connections } from './connections.ts';
import { dispatcher } from './dispatch.ts';
import { fleetHandlers } from './fleet-service.ts';
import { Loop } from './loop.ts';
import type { SchedulerMetrics } from './metrics.ts';
import { placementHandlers } from './placement-service.ts';

/** What a scheduler has while it leads: a core that knows nothing yet, and the streams that tell it. */
export class Term {
  readonly loop: Loop;
  readonly handlers: Readonly<Record<'placement' | 'fleet' | 'admin', UntypedServiceImplementation>>;
  readonly #connections = new Connections();

  /** @param superseded called when a node has seen an epoch greater than this term's */
  constructor(
    epoch: number,
    surroundings: {
      readonly metrics: SchedulerMetrics;
      readonly unary: ReturnType<typeof unaryHandlers>;
      readonly superseded: (epochSeen: number) => void;
      readonly log: Logger;
    },
  ) {
    const { metrics, unary, superseded, log } = surroundings;
    const connections = this.#connections;
    this.loop = new Loop(dispatcher(connections, metrics, log));
    this.handlers = {
      placement: placementHandlers(this.loop, connections, unary, log),
      fleet: fleetHandlers(this.loop, connections, superseded, log),
      admin: adminHandlers(this.loop, unary),
    };
    this.loop.apply({ kind: 'took_over', epoch });
  }

  /** Cuts every stream, so that the peers come to the next leader, and drops what the core knows. */
  end(refusal: ReasonError): void {
    this.#connections.cut(refusal);
    this.loop.stop();
  }
}
