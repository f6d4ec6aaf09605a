import type { Lease, Reason } from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import type { NodeReport, ReportedEnd } from '../../core/events.ts';
import { stepsLeftOf } from '../../core/task.ts';
import type { Agenda, Appointment } from '../agenda.ts';
import { callMs, rankOf } from '../sim-models.ts';
import type { SimNode } from '../sim-node.ts';
import type { NodePlan } from './cell-node.ts';
import type { StreamEnd } from './stream.ts';
import type { RunAnswer, RunRequest } from './words.ts';

/** A worker's stream, as the node has it. */
export type RunEnd = StreamEnd<RunAnswer, RunRequest>;

/** A task that a node has. */
interface NodeTask {
  readonly lease: Lease;
  readonly model: string;
  /** Of this lease. */
  readonly steps: number;
  /** Of the picture, before this lease. */
  readonly stepsBefore: number;
  step: number;
  /** `painted`: its picture waits for a worker to say where it goes. */
  state: 'painting' | 'painted' | 'ended';
  last: RunAnswer | undefined;
  audience: RunEnd | undefined;
  /** When it is given up, or forgotten after its end. */
  limit: Appointment | undefined;
}

/** A task that no worker attends lives on for so long, and the last word on one is kept, milliseconds. */
export const orphanGraceMs = 60_000;

/**
 * The tasks of a node and the leases they run by. Of one task the newest lease wins, and a lease of an older epoch than the node
 * has seen starts nothing.
 */
export class NodeTasks {
  /** It takes no new ones. */
  draining = false;
  #epochSeen = 0;
  readonly #plan: NodePlan;
  readonly #device: SimNode;
  readonly #agenda: Agenda;
  readonly #changed: () => void;
  readonly #tasks = new Map<string, NodeTask>();
  readonly #ended = new Map<string, ReportedEnd>();

  /** @param changed called when a task has come or ended */
  constructor(plan: NodePlan, device: SimNode, agenda: Agenda, changed: () => void) {
    this.#plan = plan;
    this.#device = device;
    this.#agenda = agenda;
    this.#changed = changed;
  }

  get epochSeen(): number {
    return this.#epochSeen;
  }

  get leases(): readonly Lease[] {
    return this.#live.map(({ lease }) => lease);
  }

  seeEpoch(epoch: number): void {
    this.#epochSeen = Math.max(this.#epochSeen, epoch);
  }

  noted(leases: readonly Lease[]): void {
    for (const lease of leases) this.#ended.delete(leaseName(lease));
  }

  /** What a report says of tasks. */
  report(): Pick<NodeReport, 'running' | 'ended'> {
    return {
      running: this.#live.map(({ lease, model, step, steps }) => ({ lease, model, step, steps })),
      ended: [...this.#ended.values()],
    };
  }

  /** Starts a task, or attaches a worker to it where it runs under this lease. */
  start(audience: RunEnd, { lease, description }: RunRequest): void {
    const known = this.#tasks.get(lease.taskId);
    if (known && compareLeases(lease, known.lease) === 0) return this.#attach(known, audience);
    const refusal = this.#refusal(lease, known);
    if (refusal) {
      // Where it has lost its right to run here the leader knows; of other refusals it hears.
      if (refusal === 'REASON_NODE_FULL' || refusal === 'REASON_DRAINING') this.#noteEnd(lease, refusal, 0);
      audience.send({ kind: 'failed', lease, reason: refusal, step: description.stepsDone });
      return;
    }
    if (known) this.#stop(known, 'REASON_LEASE_SUPERSEDED');
    const { model, stepsDone: stepsBefore } = description;
    const steps = stepsLeftOf(description);
    const about = { lease, model, steps, stepsBefore, step: 0 };
    this.#tasks.set(lease.taskId, { ...about, state: 'painting', last: undefined, audience, limit: undefined });
    this.#device.start(lease, rankOf(model), steps);
    this.#changed();
  }

  /** A worker's stream has ended: what it attended lives on for a while. */
  leave(end: RunEnd): void {
    for (const task of this.#tasks.values()) {
      if (task.audience !== end) continue;
      task.audience = undefined;
      if (task.state !== 'ended') this.#limit(task, () => this.#stop(task, 'REASON_LEASE_LOST'));
    }
  }

  /** Ends the task that runs under this very lease. */
  cancel(lease: Lease, reason: Reason): void {
    const task = this.#tasks.get(lease.taskId);
    if (task && compareLeases(task.lease, lease) === 0) this.#stop(task, reason);
  }

  stopAll(reason: Reason): void {
    for (const task of this.#live) this.#stop(task, reason);
  }

  /** Learns from the device how far its tasks are, and which pictures are painted. */
  look(): void {
    const { running, ended } = this.#device.report();
    this.#device.noted(ended.map(({ lease }) => lease));
    for (const { lease, step } of running) {
      const task = this.#painting(lease);
      if (task) task.step = step;
    }
    for (const { lease, reason } of ended) {
      const task = reason ? undefined : this.#painting(lease);
      if (!task) continue;
      Object.assign(task, { state: 'painted', step: task.steps });
      if (task.audience) this.#end(task, undefined);
    }
  }

  get #live(): NodeTask[] {
    return [...this.#tasks.values()].filter(({ state }) => state !== 'ended');
  }

  #painting(lease: Lease): NodeTask | undefined {
    const task = this.#tasks.get(lease.taskId);
    return task?.state === 'painting' && compareLeases(task.lease, lease) === 0 ? task : undefined;
  }

  #refusal(lease: Lease, known: NodeTask | undefined): Reason | undefined {
    if (lease.nodeId !== this.#device.id) return 'REASON_LEASE_LOST';
    if (lease.epoch < this.#epochSeen) return 'REASON_STALE_EPOCH';
    this.seeEpoch(lease.epoch);
    if (known && compareLeases(lease, known.lease) < 0) return 'REASON_LEASE_SUPERSEDED';
    if (this.draining) return 'REASON_DRAINING';
    return this.#live.length >= this.#plan.taskCap ? 'REASON_NODE_FULL' : undefined;
  }

  #attach(task: NodeTask, audience: RunEnd): void {
    // Whoever attended it before must not wait for words that another gets.
    if (task.audience !== audience) task.audience?.close();
    task.audience = audience;
    if (task.last) return audience.send(task.last);
    if (task.limit) this.#agenda.cancel(task.limit);
    if (task.state === 'painted') this.#end(task, undefined);
  }

  #stop(task: NodeTask, reason: Reason): void {
    if (task.state === 'painting') {
      this.#device.drop(task.lease);
      // What it used may leave for what others wait for.
      this.#device.memory.loadNext();
    }
    this.#end(task, reason);
  }

  #end(task: NodeTask, reason: Reason | undefined): void {
    if (task.state === 'ended') return;
    const { lease, audience, stepsBefore, step } = task;
    task.state = 'ended';
    task.last = reason ? { kind: 'failed', lease, reason, step: stepsBefore + step } : { kind: 'done', lease };
    this.#noteEnd(lease, reason, step * callMs(rankOf(task.model), this.#plan.card, 1));
    audience?.send(task.last);
    this.#limit(task, () => {
      if (this.#tasks.get(lease.taskId) === task) this.#tasks.delete(lease.taskId);
    });
    this.#changed();
  }

  #noteEnd(lease: Lease, reason: Reason | undefined, gpuMs: number): void {
    this.#ended.set(leaseName(lease), { lease, reason, gpuMs });
  }

  #limit(task: NodeTask, happen: () => void): void {
    if (task.limit) this.#agenda.cancel(task.limit);
    task.limit = this.#agenda.add(this.#agenda.nowMs + orphanGraceMs, happen);
  }
}
