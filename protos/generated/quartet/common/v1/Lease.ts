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
  /**
   * From its grant until the task should have ended for its plan's aim to be kept, milliseconds; negative where that has
   * passed, absent where nobody said. A node's samples step by it.
   */
  'dueInMs'?: (number | string);
  '_dueInMs'?: "dueInMs";
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
  /**
   * From its grant until the task should have ended for its plan's aim to be kept, milliseconds; negative where that has
   * passed, absent where nobody said. A node's samples step by it.
   */
  'dueInMs'?: (number);
  '_dueInMs'?: "dueInMs";
}
