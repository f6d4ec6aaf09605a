import { capacity } from './capacity.ts';
import { epochs } from './epochs.ts';
import type { Invariant } from './invariant.ts';
import { memory } from './memory.ts';
import { nobodyStarves } from './nobody-starves.ts';
import { nothingLost } from './nothing-lost.ts';
import { oneLiveLease } from './one-live-lease.ts';
import { oneResult } from './one-result.ts';
import { workConserving } from './work-conserving.ts';

/** What must stay true whatever goes wrong. */
export const invariants: readonly Invariant[] = [
  oneResult,
  oneLiveLease,
  capacity,
  memory,
  epochs,
  nothingLost,
  nobodyStarves,
  workConserving,
];
