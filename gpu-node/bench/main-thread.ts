import type { BenchNode } from './bench-node.ts';
import { figure, percent, verdict } from './format.ts';
import { median, sum } from '@quartet/service-kit/statistics.ts';

/** What previews may take of the steps' time on the thread that the engine runs on. */
const previewLimit = 0.01;

/** What one run took on the engine's thread, milliseconds. */
export interface MainThreadTimes {
  readonly subject: string;
  readonly size: string;
  readonly tasks: number;
  readonly previews: number;
  /** All calls of the steps, on their lane. */
  readonly stepsMs: number;
  /** What they would have taken if each had taken the median. */
  readonly evenStepsMs: number;
  /** From the first call's beginning to the last one's end. */
  readonly spanMs: number;
  /** Projection of latents to colours, and handing them to the threads that encode. */
  readonly previewsMs: number;
  /** All that the thread did. */
  readonly busyMs: number;
}

/** Paints so many at once and takes down what the engine's thread did meanwhile. */
export async function measureMainThread(
  node: BenchNode,
  asked: { readonly size: number; readonly steps: number },
  tasks: number,
): Promise<MainThreadTimes> {
  // The first few are far slower than all others.
  await node.session().stepMany(1, { ...asked, steps: 4, request: 0 });
  await node.idle();
  const projectionMs: number[] = [];
  const handOverMs: number[] = [];
  const session = node.session(undefined, (sample) => {
    const preview = sample.preview.bind(sample);
    // An own property hides the class's method; its private state stays where it is.
    sample.preview = () => {
      const encode = timed(projectionMs, preview);
      return encode && (() => timed(handOverMs, encode));
    };
    return sample;
  });
  const before = performance.eventLoopUtilization();
  await session.paintMany(tasks, { ...asked, request: 0 });
  const { active } = performance.eventLoopUtilization(before);
  const { calls } = session;
  const { width, height } = node.subject.sizes[asked.size] ?? { width: 0, height: 0 };
  return {
    subject: node.subject.id,
    size: `${width}x${height}`,
    tasks,
    previews: handOverMs.length,
    stepsMs: sum(calls.map(({ laneMs }) => laneMs)),
    // Medians times counts: a thread that was held up for a moment tells nothing of what it does.
    evenStepsMs: calls.length * median(calls.map(({ laneMs }) => laneMs)),
    spanMs: (calls.at(-1)?.doneAtMs ?? 0) - (calls[0]?.startedAtMs ?? 0),
    previewsMs: handOverMs.length * (median(projectionMs) + median(handOverMs)),
    busyMs: active,
  };

  function timed<Result>(times: number[], work: () => Result): Result {
    const startedMs = performance.now();
    const result = work();
    times.push(performance.now() - startedMs);
    return result;
  }
}

/** Prints what the engine's thread did. */
export function printMainThread(rows: readonly MainThreadTimes[]): void {
  console.table(
    rows.map(({ subject, size, tasks, previews, stepsMs, evenStepsMs, spanMs, previewsMs, busyMs }) => ({
      subject,
      size,
      tasks,
      previews,
      'ms/preview': figure(previewsMs / previews, 2),
      'previews of steps': percent(previewsMs / evenStepsMs, 2),
      'thread busy of steps': percent(busyMs / stepsMs, 1),
      'between calls of steps': percent((spanMs - stepsMs) / stepsMs, 1),
    })),
  );
  for (const { subject, size, tasks, previewsMs, evenStepsMs } of rows) {
    const share = previewsMs / evenStepsMs;
    const claim = `${subject}, ${tasks} of ${size}: previews take at most 1 % of the steps' time on the engine's thread`;
    console.log(verdict(claim, share, share <= previewLimit, 4));
  }
}
