// Original file: protos/quartet/scheduler/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ExplainRequestInput as _quartet_scheduler_v1_ExplainRequestInput, ExplainRequest as _quartet_scheduler_v1_ExplainRequest } from '../../../quartet/scheduler/v1/ExplainRequest.ts';
import type { ExplainResponseInput as _quartet_scheduler_v1_ExplainResponseInput, ExplainResponse as _quartet_scheduler_v1_ExplainResponse } from '../../../quartet/scheduler/v1/ExplainResponse.ts';
import type { ListNodesRequestInput as _quartet_scheduler_v1_ListNodesRequestInput, ListNodesRequest as _quartet_scheduler_v1_ListNodesRequest } from '../../../quartet/scheduler/v1/ListNodesRequest.ts';
import type { ListNodesResponseInput as _quartet_scheduler_v1_ListNodesResponseInput, ListNodesResponse as _quartet_scheduler_v1_ListNodesResponse } from '../../../quartet/scheduler/v1/ListNodesResponse.ts';
import type { ListQueueRequestInput as _quartet_scheduler_v1_ListQueueRequestInput, ListQueueRequest as _quartet_scheduler_v1_ListQueueRequest } from '../../../quartet/scheduler/v1/ListQueueRequest.ts';
import type { ListQueueResponseInput as _quartet_scheduler_v1_ListQueueResponseInput, ListQueueResponse as _quartet_scheduler_v1_ListQueueResponse } from '../../../quartet/scheduler/v1/ListQueueResponse.ts';

/**
 * What operators ask the scheduler.
 */
export interface AdminClient extends grpc.Client {
  /**
   * Why a task waits or where it runs.
   */
  Explain(argument: _quartet_scheduler_v1_ExplainRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  Explain(argument: _quartet_scheduler_v1_ExplainRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  Explain(argument: _quartet_scheduler_v1_ExplainRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  Explain(argument: _quartet_scheduler_v1_ExplainRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  /**
   * Why a task waits or where it runs.
   */
  explain(argument: _quartet_scheduler_v1_ExplainRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  explain(argument: _quartet_scheduler_v1_ExplainRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  explain(argument: _quartet_scheduler_v1_ExplainRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  explain(argument: _quartet_scheduler_v1_ExplainRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainResponse>): grpc.ClientUnaryCall;
  
  /**
   * Every node and what it does.
   */
  ListNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  ListNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  ListNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  ListNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  /**
   * Every node and what it does.
   */
  listNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  listNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  listNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  listNodes(argument: _quartet_scheduler_v1_ListNodesRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ListNodesResponse>): grpc.ClientUnaryCall;
  
  /**
   * Every waiting task in the order of service.
   */
  ListQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  ListQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  ListQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  ListQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  /**
   * Every waiting task in the order of service.
   */
  listQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  listQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  listQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  listQueue(argument: _quartet_scheduler_v1_ListQueueRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ListQueueResponse>): grpc.ClientUnaryCall;
  
}

/**
 * What operators ask the scheduler.
 */
export interface AdminHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Why a task waits or where it runs.
   */
  Explain: grpc.handleUnaryCall<_quartet_scheduler_v1_ExplainRequest, _quartet_scheduler_v1_ExplainResponseInput>;
  
  /**
   * Every node and what it does.
   */
  ListNodes: grpc.handleUnaryCall<_quartet_scheduler_v1_ListNodesRequest, _quartet_scheduler_v1_ListNodesResponseInput>;
  
  /**
   * Every waiting task in the order of service.
   */
  ListQueue: grpc.handleUnaryCall<_quartet_scheduler_v1_ListQueueRequest, _quartet_scheduler_v1_ListQueueResponseInput>;
  
}

export interface AdminDefinition extends grpc.ServiceDefinition {
  Explain: MethodDefinition<_quartet_scheduler_v1_ExplainRequestInput, _quartet_scheduler_v1_ExplainResponseInput, _quartet_scheduler_v1_ExplainRequest, _quartet_scheduler_v1_ExplainResponse>
  ListNodes: MethodDefinition<_quartet_scheduler_v1_ListNodesRequestInput, _quartet_scheduler_v1_ListNodesResponseInput, _quartet_scheduler_v1_ListNodesRequest, _quartet_scheduler_v1_ListNodesResponse>
  ListQueue: MethodDefinition<_quartet_scheduler_v1_ListQueueRequestInput, _quartet_scheduler_v1_ListQueueResponseInput, _quartet_scheduler_v1_ListQueueRequest, _quartet_scheduler_v1_ListQueueResponse>
}
