/** Parts of a cell with one rule broken each, to show that what must stay true is looked at. */
import type { Lease } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../../core/decisions.ts';
import type { NodeReport, SchedulerEvent } from '../../core/events.ts';
import { Scheduler } from '../../core/scheduler.ts';
import { SimCatalog } from '../cell/sim-catalog.ts';
import { rankOf, storedModel } from '../sim-models.ts';

/** A model that only large cards hold. */
const largeRank = 5;
const secondNumber = 1_000_000;

/** Hears other events than happen; undefined: nothing. */
class Mishearing extends Scheduler {
  readonly #hear: (event: SchedulerEvent) => SchedulerEvent | undefined;

  constructor(hear: (event: SchedulerEvent) => SchedulerEvent | undefined) {
    super();
    this.#hear = hear;
  }

  override apply(event: SchedulerEvent, now: number): void {
    const heard = this.#hear(event);
    if (heard) super.apply(heard, now);
  }
}

/** Says something else than was decided. */
class Misspeaking extends Scheduler {
  readonly #say: (decision: Decision) => readonly Decision[];

  constructor(say: (decision: Decision) => readonly Decision[]) {
    super();
    this.#say = say;
  }

  override decide(now: number): readonly Decision[] {
    return super.decide(now).flatMap((decision) => this.#say(decision));
  }
}

/** Believes that nodes report something else. */
function misled(change: (report: NodeReport) => NodeReport): Scheduler {
  return new Mishearing((event) =>
    event.kind === 'node_reported' ? { ...event, report: change(event.report) } : event,
  );
}

/** Gives some tasks a second lease beside the first. */
export const grantsTwice = (): Scheduler =>
  new Misspeaking((decision) => {
    if (decision.kind !== 'leased' || decision.lease.number % 5 > 0) return [decision];
    const { lease } = decision;
    return [decision, { ...decision, lease: { ...lease, number: lease.number + secondNumber } }];
  });

/** Lets nodes go on with what was given to others. */
export const stopsNothing = (): Scheduler =>
  new Misspeaking((decision) => (decision.kind === 'cancel_on_node' ? [] : [decision]));

/** Takes a node's silence for nothing. */
export class NeverLoses extends Scheduler {
  override decide(now: number): readonly Decision[] {
    const { nodes } = this.state.fleet;
    for (const node of nodes.values()) node.lastReportMs = now;
    return super.decide(now);
  }
}

/** Gives tasks to nodes that are about to go. */
export const ignoresDrains = (): Scheduler => misled((report) => ({ ...report, draining: false }));

/** Gives tasks to nodes that operators want none on, once those nodes obey. */
export const forgetsOrders = (): Scheduler => misled((report) => ({ ...report, order: undefined }));

/** Gives tasks to nodes that operators want none on, until those nodes obey. */
export const waitsForNodes = (): Scheduler =>
  new Mishearing((event) => (event.kind === 'node_ordered' ? undefined : event));

/** Does not hear who is canceled. */
export const ignoresCancels = (): Scheduler =>
  new Mishearing((event) => (event.kind === 'tasks_canceled' ? undefined : event));

/** Does not hear which lease failed. */
export const ignoresFailures = (): Scheduler =>
  new Mishearing((event) => (event.kind === 'task_placed' ? { ...event, failed: undefined } : event));

/** Gives nodes more tasks than they have room for. */
export const overfills = (): Scheduler => misled((report) => ({ ...report, taskCap: report.taskCap + 2 }));

/** Leaves nodes with room for one more. */
export const leavesRoom = (): Scheduler =>
  misled((report) => ({ ...report, taskCap: Math.max(1, report.taskCap - 1) }));

/** Takes every model for one that every node can load. */
export const ignoresMemory = (): Scheduler =>
  misled((report) => {
    const has = [...report.models, ...report.stored].some(({ model }) => rankOf(model) === largeRank);
    return has ? report : { ...report, stored: [...report.stored, storedModel(largeRank, false, false)] };
  });

/** Leads under the same epoch as any other. */
export const ignoresItsEpoch = (): Scheduler =>
  new Mishearing((event) => (event.kind === 'took_over' ? { ...event, epoch: 1 } : event));

/** Places at once when it has taken over. */
export class DoesNotListen extends Scheduler {
  override apply(event: SchedulerEvent, now: number): void {
    super.apply(event, event.kind === 'took_over' ? now - 60_000 : now);
  }
}

/** Loses some of what workers ask for. */
export const losesTasks = (): Scheduler =>
  new Mishearing((event) =>
    event.kind === 'task_placed' && event.description.taskId.endsWith('7') ? undefined : event,
  );

/** Lets one tenant wait for as long as others want anything. */
export const skipsATenant = (): Scheduler =>
  new Mishearing((event) => {
    if (event.kind !== 'task_placed' || event.description.tenantId !== 'plus-1') return event;
    return { ...event, description: { ...event.description, weight: 1e-6 } };
  });

/** Does not answer some of those who wait. */
export const answersNotAll = (): Scheduler =>
  new Misspeaking((decision) => (decision.kind === 'leased' && decision.lease.number % 7 === 0 ? [] : [decision]));

/** Keeps every result that comes. */
export class KeepsAll extends SimCatalog {
  readonly #keep: (lease: Lease) => void;

  constructor(recorded: (lease: Lease) => void) {
    super(recorded);
    this.#keep = recorded;
  }

  override recordResult(lease: Lease): void {
    this.end(lease.taskId, 'ready');
    this.#keep(lease);
  }
}
