import type { Lease, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../core/decisions.ts';
import type { FailedLease } from '../core/events.ts';
import type { Scheduler } from '../core/scheduler.ts';
import { Agenda } from './agenda.ts';
import type { MixRequest } from './mixes/request.ts';
import type { Scaling } from './scaling.ts';
import { describeTask } from './sim-descriptions.ts';
import { SimFleet } from './sim-fleet.ts';
import { rankOf } from './sim-models.ts';
import type { SimNode } from './sim-node.ts';

/** Whoever places tasks: the scheduler's core, or what it is compared with. */
export type Placer = Pick<Scheduler, 'apply' | 'decide'>;

/** What a fleet is asked for. */
export interface Scene {
  /** That are there from the beginning. */
  readonly nodes: number;
  readonly requests: readonly MixRequest[];
  /** Where their number changes. */
  readonly scaling?: Scaling;
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
  /** Time that nodes were there, booted or left, all together. */
  readonly nodeMs: number;
  /** When the last picture was done. */
  readonly endedMs: number;
}

/** From a word's saying to its being heard. */
const wordMs = 5;
/** The fleet is there before the first request. */
const leadMs = 2_000;
const worker = 'worker-1';

/** A request whose pictures are painted. */
interface Open {
  readonly request: MixRequest;
  left: number;
  finishedMs: number | undefined;
}

/** A picture that is not painted. */
interface Picture {
  readonly open: Open;
  description: TaskDescription;
}

/** Lets a placer serve requests on a fleet, to the end of all of them, under a virtual clock. */
export class Simulation {
  readonly #placer: Placer;
  readonly #agenda = new Agenda();
  readonly #fleet: SimFleet;
  readonly #open: Open[];
  /** By task. */
  readonly #pictures = new Map<string, Picture>();
  #tasks = 0;
  readonly #scene: Scene;
  /** Requests that are not finished. */
  #left: number;
  #endedMs = 0;

  constructor(placer: Placer, scene: Scene) {
    this.#placer = placer;
    this.#scene = scene;
    const models = [...new Set(scene.requests.map(({ model }) => model))];
    const listener = {
      report: (node: SimNode) => this.#report(node),
      nothingNew: () => this.#say(() => this.#decide()),
      handedBack: (stepsDone: ReadonlyMap<string, number>) => this.#keep(stepsDone),
      left: ({ connection }: SimNode) =>
        this.#say(() => this.#placer.apply({ kind: 'node_closed', connection }, this.#agenda.nowMs)),
    };
    this.#fleet = new SimFleet(this.#agenda, models, listener, scene.scaling);
    this.#open = scene.requests.map((request) => ({ request, left: request.images, finishedMs: undefined }));
    this.#left = this.#open.length;
  }

  /** Plays the scene. Done once. */
  run(): SimResult {
    const agenda = this.#agenda;
    this.#placer.apply({ kind: 'took_over', epoch: 1 }, 0);
    this.#fleet.begin(this.#scene.nodes);
    if (this.#scene.scaling) this.#scale(this.#scene.scaling);
    for (const open of this.#open) agenda.add(leadMs + open.request.atMs, () => this.#arrive(open));
    while (this.#left > 0 && agenda.next());
    const outcomes = this.#open.map(({ request, finishedMs }) => ({ request, finishedMs }));
    const { loadedMs, nodeMs } = this.#fleet;
    return { outcomes, loadedMs, nodeMs, endedMs: this.#endedMs - leadMs };
  }

  #scale(scaling: Scaling): void {
    const { scaler } = scaling;
    this.#fleet.want(scaler.look(this.#fleet.wanted, this.#agenda.nowMs), (nodeId) => scaler.costOf(nodeId));
    this.#agenda.add(this.#agenda.nowMs + scaler.everyMs, () => this.#scale(scaling));
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
      const description = describeTask(request, `img_${this.#tasks}`, this.#agenda.nowMs);
      this.#pictures.set(description.taskId, { open, description });
      this.#placer.apply({ kind: 'task_placed', worker, description }, this.#agenda.nowMs);
    }
    this.#decide();
  }

  /** What a node has handed back goes on from there. */
  #keep(stepsDone: ReadonlyMap<string, number>): void {
    for (const [taskId, steps] of stepsDone) {
      const picture = this.#pictures.get(taskId);
      if (picture) picture.description = { ...picture.description, stepsDone: steps };
    }
  }

  /** The worker asks anew for a lease that ended without a picture. @param failed where no node has told of it */
  #placeAgain(taskId: string, failed?: FailedLease): void {
    const picture = this.#pictures.get(taskId);
    if (!picture) return;
    const { description } = picture;
    this.#placer.apply({ kind: 'task_placed', worker, description, ...(failed && { failed }) }, this.#agenda.nowMs);
    this.#decide();
  }

  #decide(): void {
    for (const decision of this.#placer.decide(this.#agenda.nowMs)) this.#say(() => this.#carryOut(decision));
  }

  #carryOut(decision: Decision): void {
    switch (decision.kind) {
      case 'leased': {
        const { lease, description } = decision;
        const { model, steps, stepsDone } = description;
        const node = this.#fleet.get(lease.nodeId);
        if (node) node.start(lease, rankOf(model), steps, stepsDone);
        // It left while the lease was on its way.
        else this.#placeAgain(lease.taskId, { lease, reason: 'REASON_DRAINING' });
        return;
      }
      case 'cancel_on_node':
        return this.#fleet.get(decision.lease.nodeId)?.drop(decision.lease);
      case 'ended_noted':
        for (const lease of decision.leases) this.#fleet.get(lease.nodeId)?.noted([lease]);
        return;
      case 'refused':
        throw new Error(`a task was refused: ${decision.reason}`);
      case 'lease_lost':
        if (decision.reason === 'REASON_DRAINING') return this.#placeAgain(decision.lease.taskId);
        throw new Error(`a lease was lost without a fault: ${decision.reason}`);
      case 'order_on_node':
      case 'order_obeyed':
        throw new Error('a node was ordered, and there are no operators');
    }
  }

  /** Said of an end until it is noted, and heard once. */
  #painted({ taskId }: Lease): void {
    const open = this.#pictures.get(taskId)?.open;
    if (!open) return;
    this.#pictures.delete(taskId);
    open.left -= 1;
    if (open.left > 0) return;
    open.finishedMs = this.#agenda.nowMs - leadMs - open.request.atMs;
    this.#endedMs = this.#agenda.nowMs;
    this.#left -= 1;
  }
}
