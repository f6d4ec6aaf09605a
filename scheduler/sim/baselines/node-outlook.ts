/** What is going to happen on a simulated node, for a placer that knows all that the simulation knows. */
import { type Card, cardOf } from '../mixes/fleet.ts';
import { familyOf } from '../mixes/models.ts';
import { callMs, decodeMs, gainingSamples, loadMs, modelName, rankOf } from '../sim-models.ts';
import { type Held, type SeenNode, dueAtMs } from './seen-fleet.ts';

/** A picture that is painted, or would be. */
interface Sample {
  readonly rank: number;
  readonly dueAtMs: number;
  stepsLeft: number;
}

export type Newcomer = Readonly<Sample>;

/** A step that is this nearly done is done: sums of fractions are not exact. */
const tiny = 1e-6;

/** @param node of the standard fleet */
function cardOfNode({ id }: SeenNode): Card {
  return cardOf(Number(id.slice('node-'.length)));
}

function ranksHeld({ held }: SeenNode): Set<number> {
  return new Set(Array.from(held.values(), ({ description }) => rankOf(description.model)));
}

/** Models that tasks wait for there, in the order in which they are loaded. */
function ranksAwaited(node: SeenNode): number[] {
  return [...ranksHeld(node)].filter((rank) => !node.models.has(modelName(rank)));
}

/** Whether a model is in memory, or on its way for another task. */
export function isWarm(node: SeenNode, rank: number): boolean {
  return node.models.has(modelName(rank)) || ranksHeld(node).has(rank);
}

/** What a load of a model takes there; one that is in memory would come back from the node's disk. */
export function loadMsOn(node: SeenNode, rank: number): number {
  return node.stored.get(modelName(rank))?.loadMs ?? loadMs(rank, true);
}

/** Models that leave a node's memory for one that is loaded: the least recently used that no task needs. */
export function leavingFor(node: SeenNode, rank: number): number[] {
  const resident = Array.from(node.models.keys(), rankOf);
  const held = ranksHeld(node);
  let free = cardOfNode(node).gigabytes;
  for (const each of new Set([...resident, ...held, rank])) free -= familyOf(each).gigabytes;
  const leaving: number[] = [];
  for (const each of resident) {
    if (free >= 0) break;
    if (held.has(each)) continue;
    free += familyOf(each).gigabytes;
    leaving.push(each);
  }
  return leaving;
}

/**
 * Time until a newcomer would end on a node, milliseconds from now, as the node will do it: loads one after another beside the
 * calls, those for whoever is due first, decoding between calls. That a load may have to wait until tasks make room for
 * it, and that others may come later, is left out.
 * @param underWayMs of the load that is under way
 */
export function finishMs(node: SeenNode, newcomer: Newcomer, underWayMs: number): number {
  const card = cardOfNode(node);
  const last: Sample = { ...newcomer };
  let samples = [...Array.from(node.held.values(), sampleOf), last].sort((a, b) => a.dueAtMs - b.dueAtMs);
  const readyMs = readyTimes(node, newcomer.rank, underWayMs);
  for (let nowMs = 0; ;) {
    const ready = samples.filter(({ rank }) => (readyMs.get(rank) ?? 0) <= nowMs);
    const [lead] = ready;
    const batch = lead ? ready.filter(({ rank }) => rank === lead.rank).slice(0, gainingSamples(lead.rank)) : [];
    const nextReadyMs = Math.min(Infinity, ...[...readyMs.values()].filter((each) => each > nowMs));
    const roundMs = lead ? callMs(lead.rank, card, batch.length) : 0;
    const endMs = nowMs + roundMs * Math.min(Infinity, ...batch.map(({ stepsLeft }) => stepsLeft));
    // The batch changes when its first picture is done or a model comes.
    const untilMs = batch.length > 0 ? Math.min(endMs, nextReadyMs) : nextReadyMs;
    for (const sample of batch) sample.stepsLeft -= (untilMs - nowMs) / roundMs;
    const done = new Set(batch.filter(({ stepsLeft }) => stepsLeft <= tiny));
    nowMs = untilMs;
    for (const { rank } of done) nowMs += decodeMs(rank, card);
    if (done.has(last)) return nowMs;
    samples = samples.filter((sample) => !done.has(sample));
  }
}

function sampleOf({ description, stepsLeft }: Held): Sample {
  return { rank: rankOf(description.model), stepsLeft, dueAtMs: dueAtMs(description) };
}

/** When the models that are not there will be, by rank: those that are waited for and then a newcomer's. */
function readyTimes(node: SeenNode, newcomers: number, underWayMs: number): Map<number, number> {
  const times = new Map<number, number>();
  let readyMs = -underWayMs;
  for (const rank of new Set([...ranksAwaited(node), newcomers])) {
    if (node.models.has(modelName(rank))) continue;
    readyMs = Math.max(0, readyMs + loadMsOn(node, rank));
    times.set(rank, readyMs);
  }
  return times;
}
