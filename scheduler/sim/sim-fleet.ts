import type { Agenda } from './agenda.ts';
import { cardOf } from './mixes/fleet.ts';
import type { Elasticity, Scaler } from './scaling.ts';
import { SimNode } from './sim-node.ts';

/** What a fleet tells of its nodes. */
export interface FleetListener {
  /** A node's state is to be told: something has changed, or it is time to. */
  report(node: SimNode): void;
  /** A second has passed in which a node has nothing new to tell. */
  nothingNew(): void;
  /** A node that was given up could not end these tasks in time; so many steps of each are done. */
  handedBack(stepsDone: ReadonlyMap<string, number>): void;
  /** A node that was given up holds nothing any more, and its stream has ended. */
  left(node: SimNode): void;
}

/** A node, from the wish for it until it has left. */
interface Member {
  readonly number: number;
  /** Its card is that of the standard fleet's node of this number. */
  readonly kind: number;
  readonly wishedAtMs: number;
  /** Undefined while it boots. */
  node: SimNode | undefined;
}

const reportEveryMs = 1_000;
/** A node that has nothing new to tell reports each so many seconds: often enough not to count as silent. */
const stillBeatsAReport = 4;
/** The standard fleet repeats its cards after so many nodes. */
const kinds = 4;

/**
 * The nodes of a simulation. As many as are wanted are the first so many of the standard fleet: a kind of which there are too few
 * gets a node, and one of which there are too many gives one up.
 */
export class SimFleet {
  readonly #agenda: Agenda;
  readonly #models: readonly number[];
  readonly #listener: FleetListener;
  readonly #elasticity: Elasticity | undefined;
  /** Those that have a stream, also while they leave. */
  readonly #nodes = new Map<string, SimNode>();
  /** Those that are wanted, the newest last. */
  #members: Member[] = [];
  readonly #leaving = new Map<SimNode, Member>();
  #made = 0;
  /** Of those that have left. */
  #goneMs = 0;
  #goneLoadedMs = 0;

  /**
   * @param models that each node's store has
   * @param elasticity where the number of nodes changes
   */
  constructor(agenda: Agenda, models: readonly number[], listener: FleetListener, elasticity?: Elasticity) {
    this.#agenda = agenda;
    this.#models = models;
    this.#listener = listener;
    this.#elasticity = elasticity;
  }

  get(nodeId: string): SimNode | undefined {
    return this.#nodes.get(nodeId);
  }

  /** Nodes that are wanted, whether they boot or are there. */
  get wanted(): number {
    return this.#members.length;
  }

  /** Time that nodes spent loading models, all together. */
  get loadedMs(): number {
    return [...this.#nodes.values()].reduce((sum, { memory }) => sum + memory.loadedMs, this.#goneLoadedMs);
  }

  /** From each node's wish until it left, or until now, all together. */
  get nodeMs(): number {
    const there = [...this.#members, ...this.#leaving.values()];
    return there.reduce((sum, { wishedAtMs }) => sum + this.#agenda.nowMs - wishedAtMs, this.#goneMs);
  }

  /** So many nodes are there from the beginning. */
  begin(count: number): void {
    for (let number = 0; number < count; number += 1) {
      // Not all report at the same moment.
      this.#join(this.#wish(number % kinds), (number * reportEveryMs) / count);
    }
  }

  /** So many nodes are wanted from now on. */
  want(count: number, costOf: Scaler['costOf']): void {
    for (let kind = 0; kind < kinds; kind += 1) {
      const wanted = Math.ceil(Math.max(0, count - kind) / kinds);
      let there = this.#members.filter((member) => member.kind === kind).length;
      for (; there < wanted; there += 1) this.#boot(kind);
      for (; there > wanted; there -= 1) this.#giveUp(kind, costOf);
    }
  }

  #wish(kind: number): Member {
    const member = { number: this.#made, kind, wishedAtMs: this.#agenda.nowMs, node: undefined };
    this.#made += 1;
    this.#members.push(member);
    return member;
  }

  #boot(kind: number): void {
    const member = this.#wish(kind);
    this.#agenda.add(this.#agenda.nowMs + (this.#elasticity?.bootMs ?? 0), () => {
      if (this.#members.includes(member)) this.#join(member, 0);
    });
  }

  #join(member: Member, inMs: number): void {
    const { number, kind } = member;
    const report = (changed: SimNode): void => this.#listener.report(changed);
    const card = cardOf(kind);
    const pool = this.#elasticity && `${this.#elasticity.pool}/${card.name}`;
    const node = new SimNode(number, card, this.#models, this.#agenda, report, pool);
    member.node = node;
    this.#nodes.set(node.id, node);
    this.#agenda.add(this.#agenda.nowMs + inMs, () => this.#beat(node, 0));
  }

  /** @param stillBeats how often in a row it had nothing new to tell; each change was told when it came */
  #beat(node: SimNode, stillBeats: number): void {
    const leaving = this.#leaving.get(node);
    if (leaving && node.isStill) return this.#leave(node, leaving);
    if (stillBeats % stillBeatsAReport === 0) this.#listener.report(node);
    else this.#listener.nothingNew();
    this.#agenda.add(this.#agenda.nowMs + reportEveryMs, () => this.#beat(node, node.isStill ? stillBeats + 1 : 0));
  }

  /** What boots goes first, then what costs least; of equal ones the newest. */
  #giveUp(kind: number, costOf: Scaler['costOf']): void {
    const priceOf = ({ node }: Member): number => (node ? costOf(node.id) : -Infinity);
    const ofKind = this.#members.filter((member) => member.kind === kind);
    const given = ofKind.reduce((best, each) => (priceOf(each) <= priceOf(best) ? each : best));
    this.#members = this.#members.filter((member) => member !== given);
    const { node } = given;
    if (!node) {
      this.#goneMs += this.#agenda.nowMs - given.wishedAtMs;
      return;
    }
    this.#leaving.set(node, given);
    node.drain();
    this.#agenda.add(this.#agenda.nowMs + (this.#elasticity?.graceMs ?? 0), () => {
      if (this.#leaving.has(node)) this.#listener.handedBack(node.handBack());
    });
  }

  #leave(node: SimNode, { wishedAtMs }: Member): void {
    this.#goneMs += this.#agenda.nowMs - wishedAtMs;
    this.#goneLoadedMs += node.memory.loadedMs;
    this.#leaving.delete(node);
    this.#nodes.delete(node.id);
    this.#listener.left(node);
  }
}
