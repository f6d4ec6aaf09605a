import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../../core/decisions.ts';
import type { SchedulerEvent } from '../../core/events.ts';
import type { MixRequest } from '../mixes/request.ts';
import { objectiveMs } from '../outcomes.ts';
import type { Placer } from '../simulation.ts';
import { FutureUses } from './future-uses.ts';
import { leastOf } from './linear-placer.ts';
import { LoadsUnderWay } from './loads-under-way.ts';
import { finishMs, isWarm, leavingFor, loadMsOn } from './node-outlook.ts';
import { SeenFleet, type SeenNode, canHave, dueAtMs, hasRoom } from './seen-fleet.ts';

/** A task that waits, and whose it is. */
interface Waiting {
  readonly task: TaskDescription;
  readonly request: MixRequest;
}

/** A node that a task may go to. */
interface Option {
  readonly node: SeenNode;
  readonly isWarm: boolean;
  /** When the task would end there, from now. */
  readonly endMs: number;
}

/**
 * A yardstick for what is spent on loading models: greedy, with perfect knowledge. It knows all requests of the scene in advance
 * (of what is to come it uses which models are wanted, in which order), the fleet's cards, exact times of calls and loads, and
 * each request's objective.
 *
 * Tasks go in order of arrival; one whose model finds no node with room does not hold up those of others. Each goes
 * 1. of the nodes that have its model or wait for it, and end it within its request's objective, to the one that ends it first;
 * 2. else of those that must load it and still end it in time, to the one whose memory the load costs least: what leaves is
 *    wanted again last (Belady, "A study of replacement algorithms for a virtual-storage computer", 1966), and not before the
 *    task's own model is, or nothing would be gained by having both change places;
 * 3. else, the objective being missed, to the one where it ends first, a load counted once more for the memory that it takes, and
 *    the loads of those models counted that must leave for it and are wanted again.
 *
 * It places what has come and nothing before it comes: nodes load only what a task on them wants, and evict the least recently used
 * by themselves, so that farthest next use decides where a load happens, not what leaves there. Greedy is no lower bound.
 */
export class OfflineGreedy implements Placer {
  readonly #fleet = new SeenFleet();
  readonly #loads = new LoadsUnderWay();
  /** Each task's request, in order of arrival. */
  readonly #requests: readonly MixRequest[];
  readonly #uses: FutureUses;
  /** Tasks that have come. */
  #came = 0;
  /** In order of arrival. */
  #waiting: Waiting[] = [];

  /** @param requests of the scene that is played, all of them in order of arrival */
  constructor(requests: readonly MixRequest[]) {
    this.#requests = requests.flatMap((request) => Array.from({ length: request.images }, () => request));
    this.#uses = new FutureUses(this.#requests.map(({ model }) => model));
  }

  apply(event: SchedulerEvent, nowMs: number): void {
    if (event.kind === 'node_reported') {
      this.#fleet.takeReport(event.connection, event.report);
      this.#loads.takeReport(event.report, nowMs);
    } else if (event.kind === 'task_placed') {
      const request = this.#requests[this.#came];
      if (!request) throw new Error('more tasks came than the requests that were known have');
      this.#came += 1;
      this.#waiting.push({ task: event.description, request });
    }
  }

  decide(nowMs: number): readonly Decision[] {
    const stuck = new Set<number>();
    this.#waiting = this.#waiting.filter((waiting) => {
      const { task, request } = waiting;
      if (stuck.has(request.model)) return true;
      const node = this.#choose(waiting, nowMs)?.node;
      if (node) this.#fleet.grant(task, node, nowMs);
      else stuck.add(request.model);
      return !node;
    });
    return this.#fleet.takeDecisions();
  }

  #choose({ task, request }: Waiting, nowMs: number): Option | undefined {
    const { model, steps } = request;
    const options = this.#fleet.nodes
      .filter((node) => hasRoom(node) && canHave(node, task.model))
      .map((node) => {
        const underWayMs = this.#loads.elapsedMs(node.id, nowMs);
        return {
          node,
          isWarm: isWarm(node, model),
          endMs: finishMs(node, { rank: model, stepsLeft: steps, dueAtMs: dueAtMs(task) }, underWayMs),
        };
      });
    const inTime = options.filter(({ endMs }) => nowMs + endMs <= task.acceptedAtMs + objectiveMs(request));
    const warm = inTime.filter((option) => option.isWarm);
    if (warm.length > 0) return leastOf(warm, ({ endMs }) => endMs);
    const ownNext = this.#uses.next(model, this.#came);
    const worthIt = inTime.filter(({ node }) => this.#evictedNext(node, model) >= ownNext);
    if (worthIt.length > 0) return leastOf(worthIt, ({ node }) => -this.#evictedNext(node, model));
    return leastOf(options, ({ node, isWarm, endMs }) => endMs + (isWarm ? 0 : this.#memoryMs(node, model)));
  }

  /** The first task to come that wants a model which leaves when another is loaded; infinite where none does. */
  #evictedNext(node: SeenNode, rank: number): number {
    return Math.min(Infinity, ...leavingFor(node, rank).map((each) => this.#uses.next(each, this.#came)));
  }

  /** What a load costs beside its task's waiting: itself, and those that bring back what must leave for it. */
  #memoryMs(node: SeenNode, rank: number): number {
    const back = leavingFor(node, rank).filter((each) => this.#uses.next(each, this.#came) < Infinity);
    return [rank, ...back].reduce((sum, each) => sum + loadMsOn(node, each), 0);
  }
}
