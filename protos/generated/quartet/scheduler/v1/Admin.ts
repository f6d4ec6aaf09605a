// Original file: protos/quartet/scheduler/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CordonRequestInput as _quartet_scheduler_v1_CordonRequestInput, CordonRequest as _quartet_scheduler_v1_CordonRequest } from '../../../quartet/scheduler/v1/CordonRequest.ts';
import type { CordonResponseInput as _quartet_scheduler_v1_CordonResponseInput, CordonResponse as _quartet_scheduler_v1_CordonResponse } from '../../../quartet/scheduler/v1/CordonResponse.ts';
import type { DrainRequestInput as _quartet_scheduler_v1_DrainRequestInput, DrainRequest as _quartet_scheduler_v1_DrainRequest } from '../../../quartet/scheduler/v1/DrainRequest.ts';
import type { DrainResponseInput as _quartet_scheduler_v1_DrainResponseInput, DrainResponse as _quartet_scheduler_v1_DrainResponse } from '../../../quartet/scheduler/v1/DrainResponse.ts';
import type { ExplainNodeRequestInput as _quartet_scheduler_v1_ExplainNodeRequestInput, ExplainNodeRequest as _quartet_scheduler_v1_ExplainNodeRequest } from '../../../quartet/scheduler/v1/ExplainNodeRequest.ts';
import type { ExplainNodeResponseInput as _quartet_scheduler_v1_ExplainNodeResponseInput, ExplainNodeResponse as _quartet_scheduler_v1_ExplainNodeResponse } from '../../../quartet/scheduler/v1/ExplainNodeResponse.ts';
import type { ExplainRequestInput as _quartet_scheduler_v1_ExplainRequestInput, ExplainRequest as _quartet_scheduler_v1_ExplainRequest } from '../../../quartet/scheduler/v1/ExplainRequest.ts';
import type { ExplainResponseInput as _quartet_scheduler_v1_ExplainResponseInput, ExplainResponse as _quartet_scheduler_v1_ExplainResponse } from '../../../quartet/scheduler/v1/ExplainResponse.ts';
import type { GetClusterRequestInput as _quartet_scheduler_v1_GetClusterRequestInput, GetClusterRequest as _quartet_scheduler_v1_GetClusterRequest } from '../../../quartet/scheduler/v1/GetClusterRequest.ts';
import type { GetClusterResponseInput as _quartet_scheduler_v1_GetClusterResponseInput, GetClusterResponse as _quartet_scheduler_v1_GetClusterResponse } from '../../../quartet/scheduler/v1/GetClusterResponse.ts';
import type { ListNodesRequestInput as _quartet_scheduler_v1_ListNodesRequestInput, ListNodesRequest as _quartet_scheduler_v1_ListNodesRequest } from '../../../quartet/scheduler/v1/ListNodesRequest.ts';
import type { ListNodesResponseInput as _quartet_scheduler_v1_ListNodesResponseInput, ListNodesResponse as _quartet_scheduler_v1_ListNodesResponse } from '../../../quartet/scheduler/v1/ListNodesResponse.ts';
import type { ListQueueRequestInput as _quartet_scheduler_v1_ListQueueRequestInput, ListQueueRequest as _quartet_scheduler_v1_ListQueueRequest } from '../../../quartet/scheduler/v1/ListQueueRequest.ts';
import type { ListQueueResponseInput as _quartet_scheduler_v1_ListQueueResponseInput, ListQueueResponse as _quartet_scheduler_v1_ListQueueResponse } from '../../../quartet/scheduler/v1/ListQueueResponse.ts';
import type { UncordonRequestInput as _quartet_scheduler_v1_UncordonRequestInput, UncordonRequest as _quartet_scheduler_v1_UncordonRequest } from '../../../quartet/scheduler/v1/UncordonRequest.ts';
import type { UncordonResponseInput as _quartet_scheduler_v1_UncordonResponseInput, UncordonResponse as _quartet_scheduler_v1_UncordonResponse } from '../../../quartet/scheduler/v1/UncordonResponse.ts';

/**
 * What operators ask the scheduler, and what they want of nodes.
 */
export interface AdminClient extends grpc.Client {
  /**
   * Has a node get no new tasks; those it has go on. The newest word on a node replaces those before, so it also ends a drain.
   * It lives as long as the node's process. All three are answered when the node shows that it obeys, and may be repeated.
   */
  Cordon(argument: _quartet_scheduler_v1_CordonRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  Cordon(argument: _quartet_scheduler_v1_CordonRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  Cordon(argument: _quartet_scheduler_v1_CordonRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  Cordon(argument: _quartet_scheduler_v1_CordonRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  /**
   * Has a node get no new tasks; those it has go on. The newest word on a node replaces those before, so it also ends a drain.
   * It lives as long as the node's process. All three are answered when the node shows that it obeys, and may be repeated.
   */
  cordon(argument: _quartet_scheduler_v1_CordonRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  cordon(argument: _quartet_scheduler_v1_CordonRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  cordon(argument: _quartet_scheduler_v1_CordonRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  cordon(argument: _quartet_scheduler_v1_CordonRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_CordonResponse>): grpc.ClientUnaryCall;
  
  /**
   * Has a node take no new tasks and hand back what has not ended by a deadline, as far as it got. It then stays, empty.
   */
  Drain(argument: _quartet_scheduler_v1_DrainRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  Drain(argument: _quartet_scheduler_v1_DrainRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  Drain(argument: _quartet_scheduler_v1_DrainRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  Drain(argument: _quartet_scheduler_v1_DrainRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  /**
   * Has a node take no new tasks and hand back what has not ended by a deadline, as far as it got. It then stays, empty.
   */
  drain(argument: _quartet_scheduler_v1_DrainRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  drain(argument: _quartet_scheduler_v1_DrainRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  drain(argument: _quartet_scheduler_v1_DrainRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  drain(argument: _quartet_scheduler_v1_DrainRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_DrainResponse>): grpc.ClientUnaryCall;
  
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
   * Why a node takes no more than it does.
   */
  ExplainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  ExplainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  ExplainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  ExplainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  /**
   * Why a node takes no more than it does.
   */
  explainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  explainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  explainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  explainNode(argument: _quartet_scheduler_v1_ExplainNodeRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_ExplainNodeResponse>): grpc.ClientUnaryCall;
  
  /**
   * Every node, and what waits by plan and model, at one moment.
   */
  GetCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  GetCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  GetCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  GetCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  /**
   * Every node, and what waits by plan and model, at one moment.
   */
  getCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  getCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  getCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  getCluster(argument: _quartet_scheduler_v1_GetClusterRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_GetClusterResponse>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Has a node take tasks again after a cordon or a drain.
   */
  Uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  Uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  Uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  Uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  /**
   * Has a node take tasks again after a cordon or a drain.
   */
  uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  uncordon(argument: _quartet_scheduler_v1_UncordonRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_UncordonResponse>): grpc.ClientUnaryCall;
  
}

/**
 * What operators ask the scheduler, and what they want of nodes.
 */
export interface AdminHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Has a node get no new tasks; those it has go on. The newest word on a node replaces those before, so it also ends a drain.
   * It lives as long as the node's process. All three are answered when the node shows that it obeys, and may be repeated.
   */
  Cordon: grpc.handleUnaryCall<_quartet_scheduler_v1_CordonRequest, _quartet_scheduler_v1_CordonResponseInput>;
  
  /**
   * Has a node take no new tasks and hand back what has not ended by a deadline, as far as it got. It then stays, empty.
   */
  Drain: grpc.handleUnaryCall<_quartet_scheduler_v1_DrainRequest, _quartet_scheduler_v1_DrainResponseInput>;
  
  /**
   * Why a task waits or where it runs.
   */
  Explain: grpc.handleUnaryCall<_quartet_scheduler_v1_ExplainRequest, _quartet_scheduler_v1_ExplainResponseInput>;
  
  /**
   * Why a node takes no more than it does.
   */
  ExplainNode: grpc.handleUnaryCall<_quartet_scheduler_v1_ExplainNodeRequest, _quartet_scheduler_v1_ExplainNodeResponseInput>;
  
  /**
   * Every node, and what waits by plan and model, at one moment.
   */
  GetCluster: grpc.handleUnaryCall<_quartet_scheduler_v1_GetClusterRequest, _quartet_scheduler_v1_GetClusterResponseInput>;
  
  /**
   * Every node and what it does.
   */
  ListNodes: grpc.handleUnaryCall<_quartet_scheduler_v1_ListNodesRequest, _quartet_scheduler_v1_ListNodesResponseInput>;
  
  /**
   * Every waiting task in the order of service.
   */
  ListQueue: grpc.handleUnaryCall<_quartet_scheduler_v1_ListQueueRequest, _quartet_scheduler_v1_ListQueueResponseInput>;
  
  /**
   * Has a node take tasks again after a cordon or a drain.
   */
  Uncordon: grpc.handleUnaryCall<_quartet_scheduler_v1_UncordonRequest, _quartet_scheduler_v1_UncordonResponseInput>;
  
}

export interface AdminDefinition extends grpc.ServiceDefinition {
  Cordon: MethodDefinition<_quartet_scheduler_v1_CordonRequestInput, _quartet_scheduler_v1_CordonResponseInput, _quartet_scheduler_v1_CordonRequest, _quartet_scheduler_v1_CordonResponse>
  Drain: MethodDefinition<_quartet_scheduler_v1_DrainRequestInput, _quartet_scheduler_v1_DrainResponseInput, _quartet_scheduler_v1_DrainRequest, _quartet_scheduler_v1_DrainResponse>
  Explain: MethodDefinition<_quartet_scheduler_v1_ExplainRequestInput, _quartet_scheduler_v1_ExplainResponseInput, _quartet_scheduler_v1_ExplainRequest, _quartet_scheduler_v1_ExplainResponse>
  ExplainNode: MethodDefinition<_quartet_scheduler_v1_ExplainNodeRequestInput, _quartet_scheduler_v1_ExplainNodeResponseInput, _quartet_scheduler_v1_ExplainNodeRequest, _quartet_scheduler_v1_ExplainNodeResponse>
  GetCluster: MethodDefinition<_quartet_scheduler_v1_GetClusterRequestInput, _quartet_scheduler_v1_GetClusterResponseInput, _quartet_scheduler_v1_GetClusterRequest, _quartet_scheduler_v1_GetClusterResponse>
  ListNodes: MethodDefinition<_quartet_scheduler_v1_ListNodesRequestInput, _quartet_scheduler_v1_ListNodesResponseInput, _quartet_scheduler_v1_ListNodesRequest, _quartet_scheduler_v1_ListNodesResponse>
  ListQueue: MethodDefinition<_quartet_scheduler_v1_ListQueueRequestInput, _quartet_scheduler_v1_ListQueueResponseInput, _quartet_scheduler_v1_ListQueueRequest, _quartet_scheduler_v1_ListQueueResponse>
  Uncordon: MethodDefinition<_quartet_scheduler_v1_UncordonRequestInput, _quartet_scheduler_v1_UncordonResponseInput, _quartet_scheduler_v1_UncordonRequest, _quartet_scheduler_v1_UncordonResponse>
}
