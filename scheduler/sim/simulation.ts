import type { Lease, Plan, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../core/decisions.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { Agenda } from './agenda.ts';
import { cardOf } from './mixes/fleet.ts';
import type { MixRequest } from './mixes/request.ts';
import { modelName, rankOf } from './sim-models.ts';
import { SimNode } from './sim-node.ts';

/** Whoever places tasks: the scheduler's core, or what it is compared with. */
export type Placer = Pick<Scheduler, 'apply' | 'decide'>;

/** What a fleet is asked for. */
export interface Scene {
  readonly nodes: number;
  readonly requests: readonly MixRequest[];
}

/** What became of a request. */
export interface Outcome {
  readonly request: MixRequest;
  /** Until its last picture, from its arrival; undefined where it has not come to that. */
  readonly finishedMs: number | undefined;
}

/** What became of all. */
export interface SimResult {
  readonly outcomes: readonly Outcome[];
  /** Time that nodes spent loading models, all together. */
  readonly loadedMs: number;
  /** When the last picture was done. */
  readonly endedMs: number;
}

/** From a word's saying to its being heard. */
const wordMs = 5;
const reportEveryMs = 1_000;
/** The fleet is there before the first request. */
const leadMs = 2_000;
const planOf = { free: 'PLAN_FREE', plus: 'PLAN_PLUS', pro: 'PLAN_PRO' } as const satisfies Record<string, Plan>;
const weights = { free: 4, plus: 8, pro: 16 } as const;
const paintingLimits = { free: 4, plus: 32, pro: 128 } as const;
const worker = 'worker-1';

/** A request whose pictures are painted. */
interface Open {
  readonly request: MixRequest;
  left: number;
  finishedMs: number | undefined;
}

/** Lets a placer serve requests on a fleet, to the end of all of them, under a virtual clock. */
export class Simulation {
  readonly #placer: Placer;
  readonly #agenda = new Agenda();
  readonly #nodes = new Map<string, SimNode>();
  readonly #open: Open[];
  /** By task that is not painted. */
  readonly #openOf = new Map<string, Open>();
  #tasks = 0;
  readonly #scene: Scene;
  /** Requests that are not finished. */
  #left: number;
  #endedMs = 0;

  constructor(placer: Placer, scene: Scene) {
    this.#placer = placer;
    this.#scene = scene;
    this.#open = scene.requests.map((request) => ({ request, left: request.images, finishedMs: undefined }));
    this.#left = this.#open.length;
  }

  /** Plays the scene. Done once. */
  run(): SimResult {
    const agenda = this.#agenda;
    this.#placer.apply({ kind: 'took_over', epoch: 1 }, 0);
    const models = [...new Set(this.#scene.requests.map(({ model }) => model))];
    for (let number = 0; number < this.#scene.nodes; number += 1) this.#join(number, models);
    for (const open of this.#open) agenda.add(leadMs + open.request.atMs, () => this.#arrive(open));
    while (this.#left > 0 && agenda.next());
    const outcomes = this.#open.map(({ request, finishedMs }) => ({ request, finishedMs }));
    const loadedMs = [...this.#nodes.values()].reduce((sum, { memory }) => sum + memory.loadedMs, 0);
    return { outcomes, loadedMs, endedMs: this.#endedMs - leadMs };
  }

  #join(number: number, models: readonly number[]): void {
    const node = new SimNode(number, cardOf(number), models, this.#agenda, (changed) => this.#report(changed));
    this.#nodes.set(node.id, node);
    const beat = (): void => {
      this.#report(node);
      this.#agenda.add(this.#agenda.nowMs + reportEveryMs, beat);
    };
    // Not all at the same moment.
    this.#agenda.add((number * reportEveryMs) / this.#scene.nodes, beat);
  }

  #report(node: SimNode): void {
    const report = node.report();
    this.#say(() => {
      this.#placer.apply({ kind: 'node_reported', connection: node.connection, report }, this.#agenda.nowMs);
      this.#decide();
    });
    for (const { lease, reason } of report.ended) if (!reason) this.#painted(lease);
  }

  /** Something is heard after a while. */
  #say(hear: () => void): void {
    this.#agenda.add(this.#agenda.nowMs + wordMs, hear);
  }

  #arrive(open: Open): void {
    const { request } = open;
    for (let image = 0; image < request.images; image += 1) {
      this.#tasks += 1;
      const description = this.#describe(request, `img_${this.#tasks}`);
      this.#openOf.set(description.taskId, open);
      this.#placer.apply({ kind: 'task_placed', worker, description }, this.#agenda.nowMs);
    }
    this.#decide();
  }

  #describe({ tenant, plan, model, steps }: MixRequest, taskId: string): TaskDescription {
    return {
      taskId,
      generationId: '',
      stage: 'STAGE_PAINT',
      model: modelName(model),
      width: 1024,
      height: 1024,
      steps,
      guided: true,
      tenantId: tenant,
      plan: planOf[plan],
      weight: weights[plan],
      paintingLimit: paintingLimits[plan],
      acceptedAtMs: this.#agenda.nowMs,
      requestId: '',
      stepsDone: 0,
    };
  }

  #decide(): void {
    for (const decision of this.#placer.decide(this.#agenda.nowMs)) this.#say(() => this.#carryOut(decision));
  }

  #carryOut(decision: Decision): void {
    switch (decision.kind) {
      case 'leased': {
        const { lease, description } = decision;
        this.#nodes.get(lease.nodeId)?.start(lease, rankOf(description.model), description.steps);
        return;
      }
      case 'cancel_on_node':
        return this.#nodes.get(decision.lease.nodeId)?.drop(decision.lease);
      case 'ended_noted':
        for (const lease of decision.leases) this.#nodes.get(lease.nodeId)?.noted([lease]);
        return;
      case 'refused':
        throw new Error(`a task was refused: ${decision.reason}`);
      case 'lease_lost':
        throw new Error(`a lease was lost without a fault: ${decision.reason}`);
      case 'order_on_node':
      case 'order_obeyed':
        throw new Error('a node was ordered, and there are no operators');
    }
  }

  /** Said of an end until it is noted, and heard once. */
  #painted({ taskId }: Lease): void {
    const open = this.#openOf.get(taskId);
    if (!open) return;
    this.#openOf.delete(taskId);
    open.left -= 1;
    if (open.left > 0) return;
    open.finishedMs = this.#agenda.nowMs - leadMs - open.request.atMs;
    this.#endedMs = this.#agenda.nowMs;
    this.#left -= 1;
  }
}
