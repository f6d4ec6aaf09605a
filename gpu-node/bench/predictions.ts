import type { ShapeProfile } from '@quartet/protos/generated/index.ts';
import type { BenchNode } from './bench-node.ts';
import { figure, verdict } from './format.ts';
import { median } from '@quartet/service-kit/statistics.ts';

/** What a prediction may be off. */
const tolerance = 0.2;

/** A task on an idle node, and what was said and seen of it. */
export interface Prediction {
  readonly subject: string;
  readonly size: string;
  readonly steps: number;
  readonly tasks: number;
  readonly predictedMs: number;
  readonly measuredMs: number;
}

/**
 * Paints on an idle node and compares with what its profile, as it is reported before, says to the scheduler: steps of as
 * many samples as there are, then all that is no step, once.
 */
export async function measurePredictions(node: BenchNode, rounds: number): Promise<Prediction[]> {
  const { subject } = node;
  const cases = subject.demand.costs.flatMap((_, size) =>
    size === 0
      ? [
          { size, steps: subject.steps, tasks: 1 },
          { size, steps: Math.ceil(subject.steps / 2), tasks: 1 },
          { size, steps: subject.steps, tasks: 2 },
          { size, steps: subject.steps, tasks: 4 },
        ]
      : [{ size, steps: subject.steps, tasks: 1 }],
  );
  const seen = cases.map(() => ({ predicted: [] as number[], measured: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { size, steps, tasks }] of cases.entries()) {
      const { width, height } = subject.sizes[size] ?? { width: 0, height: 0 };
      // A shape that was never asked for is known once it is.
      await node.session().paintMany(round === 0 ? 1 : 0, { size, steps: 1, request: 0 });
      const profile = node.model
        .describe()
        .shapes.find((each) => each.width === width && each.height === height && each.guided === subject.guidance > 1);
      if (!profile) throw new Error('a shape has no profile');
      seen[index]?.predicted.push(predictMs(profile, tasks, steps));
      const startedMs = performance.now();
      await node.session().paintMany(tasks, { size, steps, request: round + 1 });
      seen[index]?.measured.push(performance.now() - startedMs);
    }
  }
  return cases.map(({ size, steps, tasks }, index) => {
    const { width, height } = subject.sizes[size] ?? { width: 0, height: 0 };
    const { predicted, measured } = seen[index] ?? { predicted: [], measured: [] };
    return {
      subject: subject.id,
      size: `${width}x${height}`,
      steps,
      tasks,
      predictedMs: median(predicted),
      measuredMs: median(measured),
    };
  });
}

/** Prints what was said and seen. */
export function printPredictions(predictions: readonly Prediction[]): void {
  console.table(
    predictions.map(({ predictedMs, measuredMs, ...what }) => ({
      ...what,
      'predicted ms': figure(predictedMs, 0),
      'measured ms': figure(measuredMs, 0),
      'measured / predicted': figure(measuredMs / predictedMs, 2),
    })),
  );
  const lone = predictions.filter(({ tasks }) => tasks === 1);
  const worst = Math.max(...lone.map(({ predictedMs, measuredMs }) => Math.abs(measuredMs / predictedMs - 1)));
  console.log(
    verdict(
      'predictions of a task on an idle node come true within 20 %; the worst is off by',
      worst,
      worst <= tolerance,
    ),
  );
}

/** The scheduler's prediction for so many equal tasks on a node that has nothing else; its code is another part's. */
function predictMs({ stepTimes, overheadMs, batchCap }: ShapeProfile, tasks: number, steps: number): number {
  const batch = Math.max(1, Math.min(tasks, batchCap));
  const above = stepTimes.find((entry) => entry.batch >= batch) ?? stepTimes.at(-1);
  const below = stepTimes.findLast((entry) => entry.batch <= batch) ?? above;
  if (!above || !below) throw new Error('a profile without step times');
  const share = above === below ? 0 : (batch - below.batch) / (above.batch - below.batch);
  const stepMs = below.stepMs + share * (above.stepMs - below.stepMs);
  return Math.ceil(tasks / batch) * steps * stepMs + overheadMs;
}
