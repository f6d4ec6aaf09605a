import { cancels } from './cancels.ts';
import { clockJumps } from './clocks.ts';
import type { Fault } from './fault.ts';
import { leaderChanges } from './leaders.ts';
import { badLock } from './lock.ts';
import { badMessages } from './messages.ts';
import { nodeCrashes, nodeReclaims, slowNodes } from './node-churn.ts';
import { operators } from './operators.ts';
import { partitions } from './partitions.ts';
import { rivalWorkers, workerCrashes } from './worker-churn.ts';

/** All that goes wrong together, hurried: what a fleet sees in days happens in moments. */
export const standardFaults: readonly Fault[] = [
  badMessages,
  partitions,
  nodeCrashes,
  nodeReclaims,
  slowNodes,
  leaderChanges,
  badLock,
  clockJumps,
  workerCrashes,
  rivalWorkers,
  cancels,
  operators,
];
