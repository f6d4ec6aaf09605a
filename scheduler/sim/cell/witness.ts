import type { Lease } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../../core/decisions.ts';
import type { SchedulerEvent } from '../../core/events.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import type { Host } from './network.ts';

/** One leadership of one scheduler. */
export interface Leading {
  readonly host: Host;
  readonly epoch: number;
  readonly core: Scheduler;
}

/** What can be seen of a cell from outside. Times are milliseconds. */
export type Moment =
  /** A scheduler has heard something and decided, or time has passed for it. @property now of its own clock */
  | {
      readonly kind: 'decided';
      readonly leading: Leading;
      readonly event: SchedulerEvent | undefined;
      readonly decisions: readonly Decision[];
      readonly now: number;
    }
  /** The catalog has kept a result. */
  | { readonly kind: 'recorded'; readonly lease: Lease }
  /** A leadership is over. */
  | { readonly kind: 'ended'; readonly leading: Leading };

/** Sees every moment, in order. */
export type Witness = (moment: Moment) => void;
