import { Engine } from '../engine/engine.ts';
import type { Decider } from '../runtime/runner.ts';
import type { BenchNode } from './bench-node.ts';
import { FixedCap } from './fixed-cap.ts';
import { figure, verdict } from './format.ts';
import { type Profile, batchSizes } from './profile.ts';
import { median } from './statistics.ts';

/** Throughput that the node must reach of the raw loop's, where a step takes as long and where it is shorter. */
const [longStepMs, longShare, shortShare] = [20, 0.95, 0.85];
/** Throughput that learned caps must reach of the best fixed one's. */
const learnedShare = 0.95;
/** How long one run with one cap takes about, and the fewest steps of each task in it. */
const [runMs, fewestSteps] = [1_000, 4];

/** Prints what the node's path costs beside a raw loop, by batch size. */
export function printOverhead({ subject }: BenchNode, { times, capacity }: Profile): void {
  const rows = times.map(({ batch, rawMs, nodeMs, laneMs }) => ({
    batch,
    rawMs: median(rawMs),
    laneMs: median(laneMs),
    nodeMs: median(nodeMs),
    // Of each round, for a machine that is slow is slow for both.
    share: median(rawMs.map((raw, round) => raw / (nodeMs[round] ?? Number.NaN))),
    // The least disturbed round of each.
    quietShare: Math.min(...rawMs) / Math.min(...nodeMs),
  }));
  const aloneMs = rows[0]?.rawMs ?? Number.NaN;
  console.table(
    rows.map(({ batch, rawMs, laneMs, nodeMs, share, quietShare }) => ({
      batch,
      'raw ms/call': figure(rawMs, 2),
      'gain over one': figure((batch * aloneMs) / rawMs, 2),
      'lane ms/call': figure(laneMs, 2),
      'node ms/call': figure(nodeMs, 2),
      'node / raw, throughput': figure(share, 3),
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

/** Steps a second that caps get through with a queue that never runs dry, by cap, in turns. */
export async function compareCaps(node: BenchNode, { times, capacity }: Profile, rounds: number): Promise<void> {
  const { subject } = node;
  const caps: { name: string; make: () => Decider; rates: number[] }[] = [
    { name: 'learned', make: () => new Engine(), rates: [] },
    ...batchSizes(subject.largestBatch).map((cap) => ({
      name: `${cap}`,
      make: () => new FixedCap(cap),
      rates: [],
    })),
  ];
  const tasks = 2 * (times.at(-1)?.batch ?? 1);
  const steps = Math.min(subject.steps, Math.max(fewestSteps, Math.round((runMs * capacity.stepsPerMs) / tasks)));
  for (let round = 0; round < rounds; round += 1) {
    for (const { make, rates } of caps) {
      const calls = await node.session(make()).stepMany(tasks, { steps, size: 0, request: 0 });
      const spanMs = (calls.at(-1)?.doneAtMs ?? 0) - (calls[0]?.startedAtMs ?? 0);
      rates.push((1_000 * tasks * steps) / spanMs);
      await node.idle();
    }
  }
  const [learned, ...fixed] = caps.map(({ name, rates }) => ({ name, rate: median(rates) }));
  if (!learned) throw new Error('no learned cap was measured');
  const best = fixed.reduce((most, each) => (each.rate > most.rate ? each : most));
  console.table([learned, ...fixed].map(({ name, rate }) => ({ cap: name, 'steps/s': figure(rate, 0) })));
  const share = learned.rate / best.rate;
  const claim = `${subject.id}: learned caps get through at least ${learnedShare} of the best fixed one's steps, ${best.name}`;
  console.log(verdict(claim, share, share >= learnedShare));
}
