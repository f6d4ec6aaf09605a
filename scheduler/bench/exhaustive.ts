import { Scheduler } from '../core/scheduler.ts';
import { type Fleet, type FleetNode, type Newcomer, type Option, isSafe, isUsable } from '../core/fleet.ts';
import type { Lane } from '../core/lanes.ts';
import { type Terms, freeCrowding } from '../core/pressure.ts';

/** A scheduler whose choices are compared, each so many-th, with those of one that scores every node. */
export function comparedScheduler(every: number): { readonly scheduler: Scheduler; readonly excess: number[] } {
  const scheduler = new Scheduler();
  const { fleet } = scheduler.state;
  const excess: number[] = [];
  let choices = 0;
  const choose = fleet.cheapest.bind(fleet);
  fleet.cheapest = (lane, newcomer, terms, now) => {
    const chosen = choose(lane, newcomer, terms, now);
    choices += 1;
    if (chosen && choices % every === 0) {
      const best = exhaustive(fleet, lane, newcomer, terms, now);
      excess.push(fleet.optionOn(chosen, lane.model, newcomer, now).costMs / best.costMs - 1);
    }
    return chosen;
  };
  return { scheduler, excess };
}

/** The same rule over all nodes. */
function exhaustive(fleet: Fleet, lane: Lane, newcomer: Newcomer, terms: Terms, now: number): Option {
  const options = [...fleet.nodes.values()]
    .filter((node) => mayTake(fleet, node, lane, terms))
    .map((node) => fleet.optionOn(node, lane.model, newcomer, now));
  const cheapest = (among: readonly Option[]): Option | undefined =>
    among.reduce<Option | undefined>((a, b) => (!a || b.costMs < a.costMs ? b : a), undefined);
  const warm = cheapest(options.filter(({ loads }) => !loads));
  const best = warm && isSafe(warm, newcomer, now) ? warm : cheapest(options);
  if (!best) throw new Error('a task was placed where no node may take it');
  return best;
}

function mayTake({ takers }: Fleet, node: FleetNode, { model }: Lane, { copies, isFree }: Terms): boolean {
  if (!isUsable(node) || node.unreachableUntilMs > 0 || node.residents.size >= node.taskCap) return false;
  if (isFree && node.crowding >= freeCrowding) return false;
  if (node.models.has(model) || node.arrivals.has(model)) return true;
  return node.arrivals.size === 0 && (takers.takes(node, model) || (copies && node.stored.has(model)));
}
