import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Autoscaler } from '../core/autoscaler.ts';
import type { PoolPolicy } from '../core/autoscale.ts';
import { dayMs } from '../core/day-steps.ts';
import { adminHandlers } from './admin-service.ts';
import { Connections } from './connections.ts';
import { dispatcher } from './dispatch.ts';
import { fleetHandlers } from './fleet-service.ts';
import { Loop } from './loop.ts';
import type { SchedulerMetrics } from './metrics.ts';
import { NodeOrders } from './node-orders.ts';
import { placementHandlers } from './placement-service.ts';

const LegacySchema = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));

/** How often a pool's figure is looked at: one that nobody scrapes is held, too. */
const lookMs = 1_000;

/** What a scheduler has while it leads: a core that knows nothing yet, and the streams that tell it. */
export class Term {
  readonly loop: Loop;
  readonly handlers: Readonly<Record<'placement' | 'fleet' | 'admin', UntypedServiceImplementation>>;
  readonly #connections = new Connections();
  readonly #orders = new NodeOrders();
  readonly #autoscaler: Autoscaler;
  readonly #looking: NodeJS.Timeout;

  /** @param superseded called when a node or a worker has seen an epoch greater than this term's */
  constructor(
    epoch: number,
    surroundings: {
      /** Where this scheduler serves, host:port. */
      readonly address: string;
      readonly metrics: SchedulerMetrics;
      readonly pools: readonly PoolPolicy[];
      /** What the leader before has left. */
      readonly legacy: string | undefined;
      readonly unary: ReturnType<typeof unaryHandlers>;
      readonly superseded: (epochSeen: number) => void;
      readonly log: Logger;
    },
  ) {
    const { address, metrics, pools, legacy, unary, superseded, log } = surroundings;
    const connections = this.#connections;
    this.loop = new Loop(dispatcher(connections, this.#orders, metrics, log));
    this.handlers = {
      placement: placementHandlers(this.loop, connections, unary, superseded, log),
      fleet: fleetHandlers(this.loop, connections, superseded, log),
      admin: adminHandlers(this.loop, this.#orders, address, unary),
    };
    this.loop.apply({ kind: 'took_over', epoch });
    const midnightMs = this.loop.now() - (Date.now() % dayMs);
    this.#autoscaler = new Autoscaler(pools, readLegacy(legacy), this.loop.now(), midnightMs);
    this.#looking = setInterval(() => this.wantedNodes(), lookMs);
  }

  /** How many nodes each pool should have. */
  wantedNodes(): ReadonlyMap<string, number> {
    return this.#autoscaler.look(this.loop.state, this.loop.now());
  }

  /** What the next leader should know, for {@link readLegacy}: else the figures would fall at each takeover. */
  legacy(): string {
    return JSON.stringify(Object.fromEntries(this.wantedNodes()));
  }

  /** Cuts every stream, so that the peers come to the next leader, and drops what the core knows. */
  end(refusal: ReasonError): void {
    clearInterval(this.#looking);
    this.#orders.end(refusal);
    this.#connections.cut(refusal);
    this.loop.stop();
  }
}

/** Nodes wanted by pool. What is not understood, as from another release, is passed over. */
function readLegacy(text: string | undefined): ReadonlyMap<string, number> {
  try {
    const legacy: unknown = JSON.parse(text ?? '{}');
    return new Map(Value.Check(LegacySchema, legacy) ? Object.entries(legacy) : []);
  } catch {
    return new Map();
  }
}
