import type { EngineEvent, SampleSpec } from '../engine/decisions.ts';
import type { Decider } from '../runtime/runner.ts';
import type { Outcome } from './figures.ts';
import type { BenchTask } from './workload.ts';

/** What things take on the simulated node, milliseconds. */
export interface Durations {
  /** A call of so many samples of a size. */
  readonly stepMs: (batch: number, size: number) => number;
  /** The first encoding of a request's prompt; later ones are in the cache and take nothing. */
  readonly encodeMs: number;
  readonly finishMs: number;
  /** From a step's end to its preview, and from a picture's decoding to its file. */
  readonly encodingMs: number;
}

/** What the decider is told of a task. */
export type SpecOf = (task: BenchTask, id: string, nowMs: number) => SampleSpec;

/** A node under a virtual clock. */
export interface SimulatedNode {
  readonly durations: Durations;
  readonly specOf: SpecOf;
  readonly sloMsOf: (task: BenchTask) => number;
}

interface Track {
  readonly task: BenchTask;
  waitedMs: number;
  firstPreviewMs: number;
  finishedMs: number;
}

/**
 * What becomes of tasks when a decider drives two lanes that take exactly as long as they are said to: the whole node but its
 * thread pools and its neighbours, in a thousandth of the time.
 * @param decider new; one with windows is woken when they pass
 * @param untilMs when it ends; what has not finished by then has not come
 */
export function simulate(
  decider: Decider & { readonly wakeAtMs?: number | undefined },
  tasks: readonly BenchTask[],
  { durations, specOf, sloMsOf }: SimulatedNode,
  untilMs: number,
): Outcome[] {
  const tracks = tasks.map((task): Track => ({
    task,
    waitedMs: Infinity,
    firstPreviewMs: Infinity,
    finishedMs: Infinity,
  }));
  const encoded = new Set<number>();
  let arrived = 0;
  /** What each lane does now: when it is done, and what happens then. */
  let step: { atMs: number; event: EngineEvent } | undefined;
  let side: { atMs: number; event: EngineEvent } | undefined;
  let nowMs = 0;
  let wokenAtMs = -1;
  const trackOf = (id: string): Track => {
    const track = tracks[Number(id)];
    if (!track) throw new Error(`nobody asked for ${id}`);
    return track;
  };

  const happen = (event: EngineEvent): void => {
    decider.apply(event, nowMs);
    for (const news of decider.news()) {
      const track = trackOf(news.id);
      const sinceMs = nowMs - track.task.atMs + durations.encodingMs;
      if (news.kind === 'preview') track.firstPreviewMs = Math.min(track.firstPreviewMs, sinceMs);
      else if (news.kind === 'ended') track.finishedMs = sinceMs;
    }
  };

  for (;;) {
    for (const work of decider.plan(nowMs)) {
      if (work.kind === 'step') {
        const rows = work.rows.map(({ id }) => trackOf(id));
        for (const track of rows) track.waitedMs = Math.min(track.waitedMs, nowMs - track.task.atMs);
        const laneMs = durations.stepMs(rows.length, rows[0]?.task.size ?? 0);
        step = { atMs: nowMs + laneMs, event: { kind: 'stepped', laneMs, goesOn: false } };
      } else if (work.kind !== 'halt') {
        const { request } = trackOf(work.id).task;
        const encodeMs = encoded.has(request) ? 0 : durations.encodeMs;
        const laneMs = work.kind === 'encode' ? encodeMs : durations.finishMs;
        if (work.kind === 'encode') encoded.add(request);
        const kind = work.kind === 'encode' ? 'encoded' : 'finished';
        side = { atMs: nowMs + laneMs, event: { kind, id: work.id, laneMs } };
      }
    }
    const arrivalMs = tracks[arrived]?.task.atMs ?? Infinity;
    const wakeMs = Math.max(decider.wakeAtMs ?? Infinity, nowMs);
    const nextMs = Math.min(arrivalMs, wakeMs, step?.atMs ?? Infinity, side?.atMs ?? Infinity);
    if (nextMs > untilMs) break;
    nowMs = nextMs;
    if (step?.atMs === nowMs) {
      const { event } = step;
      step = undefined;
      happen(event);
    } else if (side?.atMs === nowMs) {
      const { event } = side;
      side = undefined;
      happen(event);
    } else if (arrivalMs === nowMs) {
      const { task } = tracks[arrived] ?? trackOf('');
      happen({ kind: 'admitted', sample: specOf(task, `${arrived}`, nowMs) });
      arrived += 1;
    } else {
      if (wokenAtMs === nowMs) throw new Error('a decider is woken and does nothing');
      wokenAtMs = nowMs;
      happen({ kind: 'canceled', id: '', reason: 'REASON_CANCELED' });
    }
  }
  return tracks.map(({ task, ...track }) => ({ ...track, sloMs: sloMsOf(task) }));
}
