import { canceledEnds } from './canceled-ends.ts';
import { capacity } from './capacity.ts';
import { epochs } from './epochs.ts';
import type { Invariant } from './invariant.ts';
import { memory } from './memory.ts';
import { noStrays } from './no-strays.ts';
import { nobodyStarves } from './nobody-starves.ts';
import { nothingLost } from './nothing-lost.ts';
import { oneLiveLease } from './one-live-lease.ts';
import { oneResult } from './one-result.ts';
import { renewedLeases } from './renewed-leases.ts';
import { usableNodes } from './usable-nodes.ts';
import { workConserving } from './work-conserving.ts';

/** What must stay true whatever goes wrong. */
export const invariants: readonly Invariant[] = [
  oneResult,
  oneLiveLease,
  renewedLeases,
  noStrays,
  canceledEnds,
  usableNodes,
  capacity,
  memory,
  epochs,
  nothingLost,
  nobodyStarves,
  workConserving,
];
