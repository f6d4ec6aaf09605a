// Original file: protos/quartet/common/v1/task.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A task's right to run on one node. (epoch, number) orders all leases: the greater one is the newer.
 */
export interface LeaseInput {
  /**
   * The task that may run: the id of its image.
   */
  'taskId'?: (string);
  /**
   * The scheduler's leadership this lease was granted in; a sequence of the catalog's database.
   */
  'epoch'?: (number | string | Long);
  /**
   * Counts up from 1 within an epoch.
   */
  'number'?: (number | string | Long);
  /**
   * The node that may run it.
   */
  'nodeId'?: (string);
  /**
   * Where that node serves node.v1.Node, as host:port.
   */
  'nodeAddress'?: (string);
}

/**
 * A task's right to run on one node. (epoch, number) orders all leases: the greater one is the newer.
 */
export interface Lease {
  /**
   * The task that may run: the id of its image.
   */
  'taskId': (string);
  /**
   * The scheduler's leadership this lease was granted in; a sequence of the catalog's database.
   */
  'epoch': (number);
  /**
   * Counts up from 1 within an epoch.
   */
  'number': (number);
  /**
   * The node that may run it.
   */
  'nodeId': (string);
  /**
   * Where that node serves node.v1.Node, as host:port.
   */
  'nodeAddress': (string);
}
