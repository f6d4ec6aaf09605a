import type { Lease } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import type { NodeConnection, NodeReport, ReportedEnd } from '../core/events.ts';
import type { Agenda, Appointment } from './agenda.ts';
import type { Card } from './mixes/fleet.ts';
import { SimMemory } from './sim-memory.ts';
import { batchCap, callMs, decodeMs, gainingSamples, modelName } from './sim-models.ts';
import { ToldModels } from './told-models.ts';

/** A picture that a node paints. */
interface Sample {
  readonly lease: Lease;
  readonly rank: number;
  readonly steps: number;
  /** When it should have ended. */
  readonly dueAtMs: number;
  /** With fractions: time passes between calls too. */
  stepsLeft: number;
}

/** Room for tasks: some are painted, others wait for their model or for room in a call. */
const taskCap = 16;
/** A sample counts as late only when it is this much more than late, as share of what it has left. */
const tolerance = 0.1;
/** A step that is this nearly done is done: sums of fractions are not exact. */
const tiny = 1e-6;

function stepsDoneOf({ steps, stepsLeft }: Sample): number {
  return Math.floor(steps - stepsLeft + tiny);
}

const byDue = (a: Sample, b: Sample): number => (a.dueAtMs === b.dueAtMs ? 0 : a.dueAtMs - b.dueAtMs);

/**
 * A node under a virtual clock: whoever is due first steps, in company of those of its model, as in the node's engine, and pictures
 * are decoded one after another while no call runs. Calls are not told apart: between two changes all samples move on evenly.
 */
export class SimNode {
  readonly id: string;
  readonly connection: NodeConnection;
  readonly memory: SimMemory;
  readonly #card: Card;
  readonly #agenda: Agenda;
  readonly #told: ToldModels;
  readonly #pool: string;
  readonly #onChange: (node: SimNode) => void;
  #draining = false;
  /** By lease, in order of admission. */
  readonly #samples = new Map<string, Sample>();
  /** All steps done. */
  readonly #decoding: Sample[] = [];
  #decodeLeftMs = 0;
  /** Told until somebody notes them. */
  #ended: ReportedEnd[] = [];
  #sinceMs = 0;
  #next: Appointment | undefined;

  /**
   * @param models that its store has
   * @param onChange called when a task has ended or a model has come
   * @param pool its card's, where nothing else is said
   */
  constructor(
    number: number,
    card: Card,
    models: readonly number[],
    agenda: Agenda,
    onChange: (node: SimNode) => void,
    pool = card.name,
  ) {
    this.id = `node-${number}`;
    this.connection = `node-${number}`;
    this.#card = card;
    this.#agenda = agenda;
    this.#pool = pool;
    this.#onChange = onChange;
    const isUsed = (rank: number): boolean => [...this.#samples.values()].some((sample) => sample.rank === rank);
    this.memory = new SimMemory(card, agenda, isUsed, (change) => this.#change(change));
    const fitting = models.filter((rank) => this.memory.holds(rank));
    this.#told = new ToldModels(fitting, card);
  }

  /** Whether it holds no task and tells of none, and nothing is on its way into its memory. */
  get isStill(): boolean {
    return this.#samples.size === 0 && this.#ended.length === 0 && this.memory.loading === undefined;
  }

  /** Takes a task on; one that it has already goes on. @param stepsDone before a checkpoint */
  start(lease: Lease, rank: number, steps: number, stepsDone = 0): void {
    const name = leaseName(lease);
    if (this.#samples.has(name)) return;
    this.#pass();
    const dueAtMs = this.#agenda.nowMs + (lease.dueInMs ?? Infinity);
    this.#samples.set(name, { lease, rank, steps, dueAtMs, stepsLeft: steps - stepsDone });
    this.memory.want(rank);
    this.#plan();
  }

  /** Ends a task without a picture. */
  drop(lease: Lease): void {
    this.#pass();
    const name = leaseName(lease);
    const sample = this.#samples.get(name);
    if (!sample || this.#decoding.includes(sample)) return;
    this.#samples.delete(name);
    this.#ended.push({ lease, reason: 'REASON_CANCELED', gpuMs: 0 });
    this.#plan();
  }

  /** It is to take no new tasks from now on. */
  drain(): void {
    this.#draining = true;
    this.#onChange(this);
  }

  /** Ends all its tasks. @returns each task's whole steps that are done; the last one has to be taken again */
  handBack(): Map<string, number> {
    this.#pass();
    const stepsDone = new Map<string, number>();
    for (const sample of this.#samples.values()) {
      stepsDone.set(sample.lease.taskId, Math.min(sample.steps - 1, stepsDoneOf(sample)));
      this.#ended.push({ lease: sample.lease, reason: 'REASON_DRAINING', gpuMs: 0 });
    }
    this.#samples.clear();
    this.#decoding.length = 0;
    this.#plan();
    this.#onChange(this);
    return stepsDone;
  }

  /** Somebody knows of these ends. */
  noted(leases: readonly Lease[]): void {
    const names = new Set(leases.map(leaseName));
    this.#ended = this.#ended.filter(({ lease }) => !names.has(leaseName(lease)));
  }

  /** Its whole state, as it is now. */
  report(): NodeReport {
    this.#pass();
    return {
      nodeId: this.id,
      address: `${this.id}:1`,
      pool: this.#pool,
      ...this.#told.of(this.memory),
      batchCap,
      taskCap,
      running: Array.from(this.#samples.values(), (sample) => ({
        lease: sample.lease,
        model: modelName(sample.rank),
        step: stepsDoneOf(sample),
        steps: sample.steps,
      })),
      ended: this.#ended,
      draining: this.#draining,
    };
  }

  /** Lets what was under way go on until now. */
  #pass(): void {
    const elapsedMs = this.#agenda.nowMs - this.#sinceMs;
    this.#sinceMs = this.#agenda.nowMs;
    if (this.#decoding.length > 0) {
      this.#decodeLeftMs -= elapsedMs;
      return;
    }
    const batch = this.#batch();
    if (batch.length === 0) return;
    const rounds = elapsedMs / this.#roundMs(batch);
    for (const sample of batch) sample.stepsLeft = Math.max(0, sample.stepsLeft - rounds);
  }

  /**
   * The samples that step: of those whose models are there the one that is due first, late ones beyond hope after all others,
   * and of its model those that are due next, as many as gain by it.
   */
  #batch(): Sample[] {
    const ready = [...this.#samples.values()].filter(
      ({ rank, stepsLeft }) => this.memory.models.has(rank) && stepsLeft > 0,
    );
    const hopeless = ready.filter((sample) => !this.#isHopeful(sample));
    const order = [...ready.filter((sample) => !hopeless.includes(sample)).sort(byDue), ...hopeless];
    const [first] = order;
    if (!first) return [];
    return order.filter(({ rank }) => rank === first.rank).slice(0, gainingSamples(first.rank));
  }

  /** Whether it could end in time, or near enough, if it had the device for itself. */
  #isHopeful({ rank, stepsLeft, dueAtMs }: Sample): boolean {
    return this.#sinceMs + (1 - tolerance) * stepsLeft * callMs(rank, this.#card, 1) <= dueAtMs;
  }

  #roundMs(batch: readonly Sample[]): number {
    const [first] = batch;
    return first ? callMs(first.rank, this.#card, batch.length) : 0;
  }

  /** Says when it is to be looked at next: a picture is decoded then, or has taken its last step. */
  #plan(): void {
    if (this.#next) this.#agenda.cancel(this.#next);
    this.#next = undefined;
    const batch = this.#batch();
    let inMs: number | undefined;
    if (this.#decoding.length > 0) inMs = this.#decodeLeftMs;
    else if (batch.length > 0) inMs = Math.min(...batch.map(({ stepsLeft }) => stepsLeft)) * this.#roundMs(batch);
    if (inMs !== undefined)
      this.#next = this.#agenda.add(this.#agenda.nowMs + inMs, () => this.#change(() => this.#advance()));
  }

  /** What was under way goes on as it was until now, and from now on as the change leaves it. */
  #change(change: () => void): void {
    this.#pass();
    change();
    this.#plan();
    this.#onChange(this);
  }

  /** A picture is decoded, or samples have taken their last step. */
  #advance(): void {
    const [decoded] = this.#decoding;
    if (decoded && this.#decodeLeftMs <= tiny) {
      this.#decoding.shift();
      this.#end(decoded);
      this.#decodeNext();
    }
    for (const sample of this.#samples.values()) {
      if (sample.stepsLeft > tiny || this.#decoding.includes(sample)) continue;
      sample.stepsLeft = 0;
      this.#decoding.push(sample);
      if (this.#decoding.length === 1) this.#decodeNext();
    }
  }

  #decodeNext(): void {
    const [next] = this.#decoding;
    if (next) this.#decodeLeftMs = decodeMs(next.rank, this.#card);
  }

  #end({ lease, rank, steps }: Sample): void {
    this.#samples.delete(leaseName(lease));
    const gpuMs = steps * callMs(rank, this.#card, 1) + decodeMs(rank, this.#card);
    this.#ended.push({ lease, gpuMs });
    this.memory.loadNext();
  }
}
