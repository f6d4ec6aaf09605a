import type { BenchNode } from './bench-node.ts';
import { figure, verdict } from './format.ts';
import type { Profile } from './profile.ts';
import { median } from '@quartet/service-kit/statistics.ts';

/** Throughput that the node must reach of the raw loop's, where a step takes as long and where it is shorter. */
const [longStepMs, longShare, shortShare] = [20, 0.95, 0.85];
/** Prints what the node's path costs beside a raw loop, by batch size. */
export function printOverhead({ subject }: BenchNode, { times, capacity }: Profile): void {
  const rows = times.map(({ batch, rawMs, nodeMs, laneMs, bareMs }) => ({
    batch,
    rawMs: median(rawMs),
    laneMs: median(laneMs),
    nodeMs: median(nodeMs),
    // Of each round, for a machine that is slow is slow for both.
    share: median(rawMs.map((raw, round) => raw / (nodeMs[round] ?? Number.NaN))),
    bareShare: median(rawMs.map((raw, round) => raw / (bareMs[round] ?? Number.NaN))),
    // The least disturbed round of each.
    quietShare: Math.min(...rawMs) / Math.min(...nodeMs),
  }));
  const aloneMs = rows[0]?.rawMs ?? Number.NaN;
  console.table(
    rows.map(({ batch, rawMs, laneMs, nodeMs, share, bareShare, quietShare }) => ({
      batch,
      'raw ms/call': figure(rawMs, 2),
      'gain over one': figure((batch * aloneMs) / rawMs, 2),
      'lane ms/call': figure(laneMs, 2),
      'node ms/call': figure(nodeMs, 2),
      'node / raw, throughput': figure(share, 3),
      'without previews': figure(bareShare, 3),
      'least disturbed': figure(quietShare, 3),
    })),
  );
  console.log(`raw capacity: ${figure(1_000 * capacity.stepsPerMs, 0)} steps/s, in batches of ${capacity.batch}`);
  for (const long of [true, false]) {
    const [least] = rows.filter(({ rawMs }) => rawMs >= longStepMs === long).toSorted((a, b) => a.share - b.share);
    if (!least) continue;
    const wanted = long ? longShare : shortShare;
    const claim = `${subject.id}: at least ${wanted} of raw throughput where a call takes ${long ? 20 : 'less than 20'} ms`;
    console.log(
      verdict(`${claim}${long ? ' or more' : ''}; the least, at ${least.batch}`, least.share, least.share >= wanted),
    );
  }
}
