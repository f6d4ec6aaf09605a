import type { Sample } from '../runtime/sample.ts';
import { savedArrivals } from './arrivals.ts';
import type { BenchNode } from './bench-node.ts';
import { type Calibration, longestSloMs, simulatedNode } from './calibration.ts';
import { type Change, ChangedEngine, fixedCap, withoutDeadline } from './changed-engine.ts';
import { figure, verdict } from './format.ts';
import { batchSizes } from './profile-in-process.ts';
import { median } from '@quartet/service-kit/statistics.ts';
import { simulateRuns } from './systems.ts';
import { tasksOf } from './workload.ts';

/** What learned caps must reach of the best fixed one. */
const learnedShare = 0.95;
/** The largest sizes are tried: the smaller ones take long and are worse wherever batching gains. */
const cappedSizes = 4;
/** Shares of raw capacity at which caps are compared by what is finished in time, and how long arrivals come. */
const [loads, simulatedMs] = [[0.7, 1, 1.3], 30_000];

/** The steps alone: of decoding, more or less would run beside them, by when the last of them is done. */
function withoutFinish(sample: Sample): Sample {
  const nothing = { png: Buffer.alloc(0), sha256: '', width: 0, height: 0 };
  const sideJobs = sample.sideJobs && { ...sample.sideJobs, finish: () => Promise.resolve(0) };
  return Object.assign(sample, { sideJobs, picture: () => Promise.resolve(nothing) });
}

interface Cap {
  readonly name: string;
  /** What is different from the engine's own way; made anew for each run. */
  readonly changes: () => readonly Change[];
  /** Steps a second with a queue that never runs dry, of each round. */
  readonly rates: number[];
}

/**
 * Compares learned caps with fixed ones: by steps a second with a queue that never runs dry, measured in turns, and by
 * goodput at several loads, under the virtual clock. A fixed cap that is best at one may be worst at the other: a call with
 * so many samples that none of them ends in time gets through the most.
 */
export async function compareCaps(node: BenchNode, calibration: Calibration, rounds: number): Promise<void> {
  const { subject } = node;
  const learned: Cap = { name: 'learned', changes: () => [], rates: [] };
  const fixed = batchSizes(subject.largestBatch)
    .slice(-cappedSizes)
    .map((cap): Cap => ({
      name: `${cap}`,
      changes: () => [fixedCap(cap)],
      rates: [],
    }));
  const caps = [learned, ...fixed];
  const tasks = 2 * subject.largestBatch;
  const { steps } = subject;
  for (let round = 0; round < rounds; round += 1) {
    for (const { changes, rates } of caps) {
      const calls = await node
        .session(new ChangedEngine(...changes(), withoutDeadline), withoutFinish)
        .stepMany(tasks, { steps, size: 0, request: 0 });
      const spanMs = (calls.at(-1)?.doneAtMs ?? 0) - (calls[0]?.startedAtMs ?? 0);
      rates.push((1_000 * tasks * steps) / spanMs);
      await node.idle();
    }
  }
  const simulated = simulatedNode(subject, calibration);
  const goodputs = new Map(
    loads.map((load) => {
      const stepsPerMs = load * calibration.stepsPerMs;
      const arriving = tasksOf(savedArrivals(), subject.demand, { from: 0, lengthMs: simulatedMs, stepsPerMs });
      const runs = [{ tasks: arriving, lengthMs: arriving.at(-1)?.atMs ?? 0 }];
      const untilMs = longestSloMs(simulated, arriving);
      return [
        load,
        new Map(
          caps.map((cap) => [
            cap,
            simulateRuns(() => new ChangedEngine(...cap.changes()), runs, simulated, untilMs).goodput,
          ]),
        ),
      ];
    }),
  );
  console.table(
    caps.map((cap) => ({
      cap: cap.name,
      'steps/s': figure(median(cap.rates), 0),
      ...Object.fromEntries(
        loads.map((load) => [`good/s at ${load}, virtual`, figure(goodputs.get(load)?.get(cap) ?? Number.NaN)]),
      ),
    })),
  );
  judge('steps/s', (cap) => median(cap.rates));
  for (const [load, byCap] of goodputs) judge(`goodput at ${load}`, (cap) => byCap.get(cap) ?? Number.NaN);

  function judge(what: string, valueOf: (cap: Cap) => number): void {
    const best = fixed.reduce((most, cap) => (valueOf(cap) > valueOf(most) ? cap : most));
    const share = valueOf(learned) / valueOf(best);
    const claim = `${subject.id}: learned caps reach ${learnedShare} of the best fixed one's ${what}, that of ${best.name}`;
    console.log(verdict(claim, share, share >= learnedShare));
  }
}
