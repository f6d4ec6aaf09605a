import type { Lease } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import type { NodeConnection, NodeReport, ReportedEnd } from '../core/events.ts';
import type { Agenda, Appointment } from './agenda.ts';
import type { Card } from './mixes/fleet.ts';
import { SimMemory } from './sim-memory.ts';
import { batchCap, callMs, decodeMs, modelName, residentModel, storedModel } from './sim-models.ts';

/** A picture that a node paints. */
interface Sample {
  readonly lease: Lease;
  readonly rank: number;
  readonly steps: number;
  /** With fractions: time passes between calls too. */
  stepsLeft: number;
}

/** Room for tasks: some are painted, others wait for their model or for room in a call. */
const taskCap = 16;
/** A step that is this nearly done is done: sums of fractions are not exact. */
const tiny = 1e-6;

/**
 * A node under a virtual clock: samples of one model share calls, models take turns call by call, and pictures are decoded
 * one after another while no call runs. Calls are not told apart: between two changes all samples move on evenly.
 */
export class SimNode {
  readonly id: string;
  readonly connection: NodeConnection;
  readonly memory: SimMemory;
  readonly #card: Card;
  readonly #agenda: Agenda;
  readonly #models: readonly number[];
  readonly #onChange: (node: SimNode) => void;
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
   */
  constructor(
    number: number,
    card: Card,
    models: readonly number[],
    agenda: Agenda,
    onChange: (node: SimNode) => void,
  ) {
    this.id = `node-${number}`;
    this.connection = `node-${number}`;
    this.#card = card;
    this.#agenda = agenda;
    this.#onChange = onChange;
    const isUsed = (rank: number): boolean => [...this.#samples.values()].some((sample) => sample.rank === rank);
    this.memory = new SimMemory(card, agenda, isUsed, (change) => this.#change(change));
    this.#models = models.filter((rank) => this.memory.holds(rank));
  }

  /** Takes a task on; one that it has already goes on. */
  start(lease: Lease, rank: number, steps: number): void {
    const name = leaseName(lease);
    if (this.#samples.has(name)) return;
    this.#pass();
    this.#samples.set(name, { lease, rank, steps, stepsLeft: steps });
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

  /** Somebody knows of these ends. */
  noted(leases: readonly Lease[]): void {
    const names = new Set(leases.map(leaseName));
    this.#ended = this.#ended.filter(({ lease }) => !names.has(leaseName(lease)));
  }

  /** Its whole state, as it is now. */
  report(): NodeReport {
    this.#pass();
    const { memory } = this;
    const stored = this.#models.filter((rank) => !memory.models.has(rank));
    return {
      nodeId: this.id,
      address: `${this.id}:1`,
      pool: this.#card.name,
      models: Array.from(memory.models, (rank) => residentModel(rank, this.#card)),
      stored: stored.map((rank) => storedModel(rank, memory.isOnDisk(rank), memory.loading === rank)),
      batchCap,
      taskCap,
      running: Array.from(this.#samples.values(), ({ lease, rank, steps, stepsLeft }) => ({
        lease,
        model: modelName(rank),
        step: Math.floor(steps - stepsLeft + tiny),
        steps,
      })),
      ended: this.#ended,
      draining: false,
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

  /** The samples that step: of each model in memory the first that a call takes. */
  #batch(): Sample[] {
    const sizes = new Map<number, number>();
    return [...this.#samples.values()].filter((sample) => {
      if (!this.memory.models.has(sample.rank) || sample.stepsLeft === 0) return false;
      const size = (sizes.get(sample.rank) ?? 0) + 1;
      sizes.set(sample.rank, size);
      return size <= batchCap;
    });
  }

  #roundMs(batch: readonly Sample[]): number {
    const sizes = new Map<number, number>();
    for (const { rank } of batch) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
    return [...sizes].reduce((sum, [rank, size]) => sum + callMs(rank, this.#card, size), 0);
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
