import { expect, test } from 'vitest';
import { type FaultRunPlan, faultRun, planOf } from '../fault-run.ts';
import { canceledEnds } from './canceled-ends.ts';
import { capacity } from './capacity.ts';
import { epochs } from './epochs.ts';
import { type Invariant, Violation } from './invariant.ts';
import { memory } from './memory.ts';
import * as mutants from './mutants.ts';
import { noStrays } from './no-strays.ts';
import { nobodyStarves } from './nobody-starves.ts';
import { nothingLost } from './nothing-lost.ts';
import { oneLiveLease } from './one-live-lease.ts';
import { oneResult } from './one-result.ts';
import { renewedLeases } from './renewed-leases.ts';
import { usableNodes } from './usable-nodes.ts';
import { workConserving } from './work-conserving.ts';

/** What is broken is found within so many seeds. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** Tenants wait for each other for long. */
const crowded = { nodes: 4, tasks: 500 };

/** What the first seed that fails says. */
function firstViolation(changes: Partial<FaultRunPlan>): string | undefined {
  for (const seed of seeds) {
    try {
      faultRun({ ...planOf(seed), ...changes });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return error.invariant;
    }
  }
  return undefined;
}

const broken: Readonly<Record<string, readonly [Invariant, Partial<FaultRunPlan>]>> = {
  'a catalog that keeps every result': [oneResult, { makeCatalog: (recorded) => new mutants.KeepsAll(recorded) }],
  'a second lease beside the first': [oneLiveLease, { makeCore: mutants.grantsTwice }],
  'a lease that has failed and lives': [oneLiveLease, { makeCore: mutants.ignoresFailures }],
  'two nodes that go on with one task': [oneLiveLease, { makeCore: mutants.stopsNothing }],
  'a node that is not told to stop': [noStrays, { makeCore: mutants.stopsNothing }],
  'a canceled task that goes on': [canceledEnds, { makeCore: mutants.ignoresCancels }],
  'the lease of a node that has gone': [renewedLeases, { makeCore: () => new mutants.NeverLoses() }],
  'a task for a node that drains': [usableNodes, { makeCore: mutants.ignoresDrains }],
  'a task for a cordoned node': [usableNodes, { makeCore: mutants.forgetsOrders }],
  'a task for a node that is about to be cordoned': [usableNodes, { makeCore: mutants.waitsForNodes }],
  'more tasks than a node has room for': [capacity, { makeCore: mutants.overfills }],
  'a model that does not fit': [memory, { makeCore: mutants.ignoresMemory }],
  'an epoch that others have': [epochs, { makeCore: mutants.ignoresItsEpoch }],
  'a leader that does not listen first': [epochs, { makeCore: () => new mutants.DoesNotListen() }],
  'a place that is not heard': [nothingLost, { makeCore: mutants.losesTasks }],
  'a tenant that is skipped': [nobodyStarves, { ...crowded, makeCore: mutants.skipsATenant }],
  'a node that is left with room': [workConserving, { makeCore: mutants.leavesRoom }],
};

test.each(Object.entries(broken))('%s is found by its invariant alone', (_, [invariant, changes]) => {
  expect(firstViolation({ ...changes, invariants: [invariant] })).toBe(invariant.name);
});

test('a task that never ends is found', () => {
  expect(firstViolation({ makeCore: mutants.answersNotAll, invariants: [] })).toBe('liveness');
});
