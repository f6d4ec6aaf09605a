import { joinFeeds } from '../runtime/join-feeds.ts';
import type { LaneFeeds } from '../runtime/lane-messages.ts';
import type { Sample } from '../runtime/sample.ts';
import { PaintModel } from '../stages/paint-model.ts';
import { PaintSample } from '../stages/paint-sample.ts';
import { PaintStepper } from '../stages/paint-stepper.ts';
import { BenchNode } from './bench-node.ts';
import { ChangedEngine, fixedCap, withoutDeadline } from './changed-engine.ts';
import { deviceThreads } from './machine.ts';
import { RawLoop } from './raw-loop.ts';
import { mean } from '@quartet/service-kit/statistics.ts';
import { type SubjectName, makeSubjects } from './subjects.ts';

/** What one process measures. */
export interface ProfileTask {
  readonly subject: SubjectName;
  /** Where the subjects' models are made. */
  readonly directory: string;
  readonly rounds: number;
}

/** A call of so many samples, milliseconds of each round. */
export interface BatchTimes {
  readonly batch: number;
  /** `session.run` in a loop. */
  readonly rawMs: readonly number[];
  /** From the beginning of a call to the beginning of the next, by the node's path. */
  readonly nodeMs: readonly number[];
  /** The part of it that the lane's thread took. */
  readonly laneMs: readonly number[];
  /** As `nodeMs`, with no previews: encoding them takes cores that a CPU's calls want too, and a GPU's do not. */
  readonly bareMs: readonly number[];
}

/** Batch sizes that are measured: powers of two. */
export function batchSizes(largest: number): number[] {
  return Array.from({ length: Math.floor(Math.log2(largest)) + 1 }, (_, power) => 2 ** power);
}

/** Measures calls of all batch sizes in turns, each time the steps of a usual picture, raw and by the node's path. */
export async function measureInProcess({ subject: name, directory, rounds }: ProfileTask): Promise<BatchTimes[]> {
  const subject = makeSubjects(directory)[name];
  const node = await BenchNode.open(subject);
  const { sample } = await node.encodedSample(0);
  const raw = await RawLoop.open(sample.graph, { provider: 'cpu', threads: deviceThreads });
  const times = batchSizes(subject.largestBatch).map((batch) => ({
    batch,
    rawMs: [] as number[],
    nodeMs: [] as number[],
    laneMs: [] as number[],
    bareMs: [] as number[],
  }));
  for (let round = -1; round < rounds; round += 1) {
    for (const { batch, rawMs, nodeMs, laneMs, bareMs } of times) {
      const rawCalls = await raw.run(rawFeeds(node, sample, batch), sample.steps);
      const viaNode = await nodeCalls(node, batch);
      const bare = await nodeCalls(node, batch, withoutPreviews);
      // The round before the first warms up.
      if (round < 0) continue;
      rawMs.push(mean(rawCalls));
      nodeMs.push(viaNode.callMs);
      laneMs.push(viaNode.laneMs);
      bareMs.push(bare.callMs);
    }
  }
  await raw.stop();
  await node.close();
  return times;
}

/** All inputs of a call with so many of a sample's first step. */
function rawFeeds({ model }: BenchNode, sample: Sample, batch: number): LaneFeeds {
  if (!(model instanceof PaintModel) || !(sample instanceof PaintSample)) throw new Error('it is no painting');
  const stepper = new PaintStepper(sample.start(0), model.denoiser);
  const rows = stepper.constants.rows.map((row) => ({ ...stepper.feeds(0), ...row }));
  return joinFeeds(Array.from({ length: batch }, () => rows).flat());
}

/** Paints a full batch of usual pictures; only calls with all of them count. */
async function nodeCalls(
  node: BenchNode,
  batch: number,
  prepare?: (sample: Sample) => Sample,
): Promise<{ callMs: number; laneMs: number }> {
  const session = node.session(new ChangedEngine(fixedCap(batch), withoutDeadline), prepare);
  const calls = await session.stepMany(batch, { steps: node.subject.steps, size: 0, request: 0 });
  const full = calls.filter(({ taskIds }) => taskIds.length === batch);
  const [first, last] = [full[0], full.at(-1)];
  if (!first || !last) throw new Error(`no call had all of ${batch} samples`);
  await node.idle();
  return { callMs: (last.doneAtMs - first.startedAtMs) / full.length, laneMs: mean(full.map(({ laneMs }) => laneMs)) };
}

function withoutPreviews(sample: Sample): Sample {
  // An own property hides the class's method.
  sample.preview = () => undefined;
  return sample;
}
