// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The node is part of the fleet.
 */
export interface WelcomeInput {
  /**
   * The scheduler's epoch; the node refuses leases of a lower one from now on.
   */
  'epoch'?: (number | string | Long);
}

/**
 * The node is part of the fleet.
 */
export interface Welcome {
  /**
   * The scheduler's epoch; the node refuses leases of a lower one from now on.
   */
  'epoch': (number);
}
