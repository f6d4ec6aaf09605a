import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { NodeOrderKind } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { refusalOfOrder } from '../core/orders.ts';
import type { Loop } from './loop.ts';

/** A node that is there shows what it was told in far less. */
const obeyedWithinMs = 5_000;

/** Operators' words on nodes: each is answered when its node shows it, for only then does it outlive this scheduler. */
export class NodeOrders {
  readonly #obeyed = new EventEmitter().setMaxListeners(0);
  readonly #end = new AbortController();

  /**
   * Tells a node what it is to do, and resolves when it shows that it does as it was last told.
   * @param graceMs with a drain: how long tasks have to end
   * @throws ReasonError not_found; node_lost where the node has no stream, or does not show it in time: then the order stands and
   *   is repeated for as long as this scheduler leads
   */
  async give(loop: Loop, nodeId: string, order: NodeOrderKind, graceMs?: number): Promise<void> {
    const refusal = refusalOfOrder(loop.state, nodeId);
    if (refusal) throw new ReasonError(refusal, { field: 'node_id' });
    const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(obeyedWithinMs)]);
    const obeyed = once(this.#obeyed, nodeId, { signal });
    loop.apply({ kind: 'node_ordered', nodeId, orderId: randomUUID(), order, graceMs });
    try {
      await obeyed;
    } catch (error) {
      const { reason } = this.#end.signal;
      if (reason instanceof ReasonError) throw reason;
      throw new ReasonError('REASON_NODE_LOST', { field: 'node_id' }, { cause: error });
    }
  }

  /** A node does as it was last told. */
  obeyed(nodeId: string): void {
    this.#obeyed.emit(nodeId);
  }

  /** This scheduler leads no longer: who still waits hears that. */
  end(refusal: ReasonError): void {
    this.#end.abort(refusal);
  }
}
