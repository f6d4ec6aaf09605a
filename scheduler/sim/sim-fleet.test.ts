import { describe, expect, test } from 'vitest';
import { Scheduler } from '../core/scheduler.ts';
import type { NodeReport } from '../core/events.ts';
import { plainRequest, type MixRequest } from './mixes/request.ts';
import { steadyMix } from './mixes/steady.ts';
import type { Scaler } from './scaling.ts';
import { type Placer, Simulation } from './simulation.ts';

const bootMs = 120_000;
const request = { ...plainRequest, atMs: 0, tenant: 'person-1', plan: 'pro', model: 1, steps: 30 } as const;

/** Wants so many nodes from a time on, in order. */
function planned(plan: readonly (readonly [fromMs: number, nodes: number])[]): Scaler {
  return {
    everyMs: 1_000,
    look: (_, nowMs) => plan.findLast(([fromMs]) => fromMs <= nowMs)?.[1] ?? 0,
    costOf: () => 0,
  };
}

/** Plays requests on a fleet that grows and shrinks. @returns also the reports that the scheduler heard, and when */
function play(requests: readonly MixRequest[], scaler: Scaler, { nodes = 1, graceMs = 600_000 } = {}) {
  const scheduler = new Scheduler();
  const reports: { atMs: number; report: NodeReport }[] = [];
  const placer: Placer = {
    apply(event, now) {
      if (event.kind === 'node_reported') reports.push({ atMs: now, report: event.report });
      scheduler.apply(event, now);
    },
    decide: (now) => scheduler.decide(now),
  };
  const scaling = { scaler, bootMs, graceMs, pool: 'all' };
  return { ...new Simulation(placer, { nodes, requests, scaling }).run(), reports, scheduler };
}

test('a node that is wanted takes tasks when it has booted, and counts from the wish on', () => {
  const later = { ...request, atMs: 300_000 };
  const { outcomes, reports, nodeMs, endedMs } = play(
    [later],
    planned([
      [0, 1],
      [60_000, 3],
    ]),
  );
  const heard = (id: string): number => reports.find(({ report }) => report.nodeId === id)?.atMs ?? Infinity;
  expect([heard('node-1'), heard('node-2')]).toEqual([60_000 + bootMs + 5, 60_000 + bootMs + 5]);
  expect(outcomes.every(({ finishedMs }) => finishedMs !== undefined)).toBe(true);
  // The clock is two seconds ahead of the requests'.
  expect(nodeMs).toBe(3 * (endedMs + 2_000) - 2 * 60_000);
});

test('the first nodes have the cards of the standard fleet, whichever came and went', () => {
  const { reports } = play(
    [{ ...request, atMs: 600_000 }],
    planned([
      [0, 1],
      [1_000, 4],
      [200_000, 2],
      [220_000, 4],
    ]),
  );
  // The H100 and the A10 left, and their like came in their place.
  const names = new Set(reports.filter(({ atMs }) => atMs > 400_000).map(({ report }) => report.nodeId));
  expect(names).toEqual(new Set(['node-0', 'node-1', 'node-4', 'node-5']));
});

test('a node that is given up ends what it runs, takes nothing new, and leaves', () => {
  const two = [request, { ...request, atMs: 300_000 }];
  const { outcomes, reports, nodeMs, endedMs } = play(
    two,
    planned([
      [0, 2],
      [6_000, 1],
      [250_000, 1],
    ]),
    { nodes: 2 },
  );
  expect(outcomes.every(({ finishedMs }) => finishedMs !== undefined)).toBe(true);
  const [leaver] = reports.filter(({ report }) => report.draining).map(({ report }) => report.nodeId);
  expect(leaver).toBe('node-1');
  const lastSeenMs = Math.max(...reports.filter(({ report }) => report.nodeId === leaver).map(({ atMs }) => atMs));
  expect(lastSeenMs).toBeLessThan(60_000);
  expect(nodeMs).toBeGreaterThan(endedMs + 2_000);
  expect(nodeMs).toBeLessThan(endedMs + 2_000 + 60_000);
});

test('what a node cannot end in its grace goes on elsewhere from where it was', () => {
  // 200 steps of 116 ms on the node that goes, after a load of 19.5 s; two more are on the other one, which would be late with it.
  const long = { ...request, plan: 'pro', steps: 200 } as const;
  const plan = planned([
    [0, 2],
    [30_000, 1],
  ]);
  const times = [3_000, 600_000].map((graceMs) => {
    const { outcomes, reports } = play([long, { ...long, tenant: 'person-2' }, { ...long, tenant: 'person-3' }], plan, {
      nodes: 2,
      graceMs,
    });
    expect(reports.some(({ report }) => report.ended.some(({ reason }) => reason === 'REASON_DRAINING'))).toBe(
      graceMs === 3_000,
    );
    return Math.max(...outcomes.map(({ finishedMs }) => finishedMs ?? Infinity));
  });
  const [handedBack = 0, kept = 0] = times;
  expect(handedBack).toBeGreaterThan(kept);
  // About 90 steps were done: less is done twice than all of them take.
  expect(handedBack).toBeLessThan(kept + 200 * 116 - 60 * 116);
});

test('a node that boots is given up at once', () => {
  const { reports, nodeMs, endedMs } = play(
    [{ ...request, atMs: 300_000 }],
    planned([
      [0, 1],
      [10_000, 2],
      [60_000, 1],
    ]),
  );
  expect(new Set(reports.map(({ report }) => report.nodeId))).toEqual(new Set(['node-0']));
  expect(nodeMs).toBe(endedMs + 2_000 + 50_000);
});

describe('nodes that have nothing new to tell', () => {
  /** Hears each node each second: what it was told last is said again where nothing new came. */
  function attentive(scheduler: Scheduler): Placer {
    const told = new Map<string, { atMs: number; event: Parameters<Scheduler['apply']>[0] }>();
    return {
      apply(event, now) {
        if (event.kind === 'node_reported') told.set(event.connection, { atMs: now, event });
        scheduler.apply(event, now);
      },
      decide(now) {
        for (const each of told.values()) {
          if (now - each.atMs < 1_000) continue;
          each.atMs = now;
          scheduler.apply(each.event, now);
        }
        return scheduler.decide(now);
      },
    };
  }

  test('may say so less often: nothing comes of it', () => {
    const requests = steadyMix(1, 8, 0.3, 600_000);
    const [seldom, often] = [new Scheduler(), attentive(new Scheduler())].map((placer) =>
      new Simulation(placer, { nodes: 8, requests }).run(),
    );
    expect(seldom).toEqual(often);
  });
});
