// Original file: protos/quartet/catalog/v1/catalog.proto

import type { Long } from '@grpc/proto-loader';

/**
 * An epoch.
 */
export interface TakeEpochResponseInput {
  /**
   * Greater than all before.
   */
  'epoch'?: (number | string | Long);
}

/**
 * An epoch.
 */
export interface TakeEpochResponse {
  /**
   * Greater than all before.
   */
  'epoch': (number);
}
