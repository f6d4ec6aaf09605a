/**
 * How many nodes a day takes, and how late it makes people, where the number of nodes is ruled in different ways:
 * `node --import tsx scheduler/bench/autoscale.ts [--nodes 8] [--seeds 1]`. Mix D, made for a reference fleet of so many nodes. Prints
 * the smallest fixed fleet that has 99 % in time, the scheduler's wanted nodes with the day's steps known and without, and HPAs and
 * KEDA on the length of the queue with targets from a grid, also those that do better for more; and of each claim whether it holds.
 */
import { parseArgs } from 'node:util';
import { claimsOf } from '../sim/autoscaling/claims.ts';
import { type Day, playFixed, playWanted } from '../sim/autoscaling/comparison.ts';
import { smallestFixed, tune } from '../sim/autoscaling/search.ts';

const { values } = parseArgs({
  options: { nodes: { type: 'string', default: '8' }, seeds: { type: 'string', default: '1' } },
});
const days = { nodes: whole('nodes'), seeds: whole('seeds') };

function whole(option: keyof typeof values): number {
  const number = Number(values[option]);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${option} is a whole number from 1, not ${values[option]}`);
  return number;
}

function print(name: string, day: Day): Day {
  const { attainment, nodeHours, overSeconds, anyoneSeconds } = day;
  const columns = [
    `${(100 * attainment).toFixed(2)} %`.padStart(9),
    nodeHours.toFixed(1).padStart(10),
    overSeconds.toFixed(0).padStart(10),
    anyoneSeconds.toFixed(0).padStart(12),
  ];
  console.log(name.padEnd(44), ...columns);
  return day;
}

console.log(`Mix D for ${days.nodes} nodes, ${days.seeds} seed(s)\n`);
console.log(' '.repeat(44), '  in time', 'node-hours', 'over SLO s', 'anyone late s');
const fixed = smallestFixed(days.nodes, 0.99, (count) => print(`fixed, ${count}`, playFixed(days, count)));
const ours = print('wanted nodes, steps of the day known', playWanted(days, true));
print('wanted nodes, steps of the day not known', playWanted(days, false));
const tuned = tune(days, ours, print);
console.log();
for (const { claim, holds } of claimsOf(fixed, ours, tuned)) console.log(`${holds ? 'holds ' : 'MISSED'}  ${claim}`);
