// Original file: protos/quartet/node/v1/node.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { InfoRequestInput as _quartet_node_v1_InfoRequestInput, InfoRequest as _quartet_node_v1_InfoRequest } from '../../../quartet/node/v1/InfoRequest.ts';
import type { InfoResponseInput as _quartet_node_v1_InfoResponseInput, InfoResponse as _quartet_node_v1_InfoResponse } from '../../../quartet/node/v1/InfoResponse.ts';
import type { RunRequestInput as _quartet_node_v1_RunRequestInput, RunRequest as _quartet_node_v1_RunRequest } from '../../../quartet/node/v1/RunRequest.ts';
import type { RunResponseInput as _quartet_node_v1_RunResponseInput, RunResponse as _quartet_node_v1_RunResponse } from '../../../quartet/node/v1/RunResponse.ts';

/**
 * One process that owns one GPU, or some CPU cores. Called by workers.
 */
export interface NodeClient extends grpc.Client {
  /**
   * What this node is and has loaded.
   */
  Info(argument: _quartet_node_v1_InfoRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  Info(argument: _quartet_node_v1_InfoRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  Info(argument: _quartet_node_v1_InfoRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  Info(argument: _quartet_node_v1_InfoRequestInput, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  /**
   * What this node is and has loaded.
   */
  info(argument: _quartet_node_v1_InfoRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  info(argument: _quartet_node_v1_InfoRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  info(argument: _quartet_node_v1_InfoRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  info(argument: _quartet_node_v1_InfoRequestInput, callback: grpc.requestCallback<_quartet_node_v1_InfoResponse>): grpc.ClientUnaryCall;
  
  /**
   * Runs tasks under their leases. A worker keeps one stream to each node it has work on; every message names its task.
   * A stream that breaks leaves its samples painting for the node's orphan grace; a second start of a live lease, on this
   * stream or another, attaches to the running sample and takes its messages over.
   */
  Run(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_node_v1_RunRequestInput, _quartet_node_v1_RunResponse>;
  Run(options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_node_v1_RunRequestInput, _quartet_node_v1_RunResponse>;
  /**
   * Runs tasks under their leases. A worker keeps one stream to each node it has work on; every message names its task.
   * A stream that breaks leaves its samples painting for the node's orphan grace; a second start of a live lease, on this
   * stream or another, attaches to the running sample and takes its messages over.
   */
  run(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_node_v1_RunRequestInput, _quartet_node_v1_RunResponse>;
  run(options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_node_v1_RunRequestInput, _quartet_node_v1_RunResponse>;
  
}

/**
 * One process that owns one GPU, or some CPU cores. Called by workers.
 */
export interface NodeHandlers extends grpc.UntypedServiceImplementation {
  /**
   * What this node is and has loaded.
   */
  Info: grpc.handleUnaryCall<_quartet_node_v1_InfoRequest, _quartet_node_v1_InfoResponseInput>;
  
  /**
   * Runs tasks under their leases. A worker keeps one stream to each node it has work on; every message names its task.
   * A stream that breaks leaves its samples painting for the node's orphan grace; a second start of a live lease, on this
   * stream or another, attaches to the running sample and takes its messages over.
   */
  Run: grpc.handleBidiStreamingCall<_quartet_node_v1_RunRequest, _quartet_node_v1_RunResponseInput>;
  
}

export interface NodeDefinition extends grpc.ServiceDefinition {
  Info: MethodDefinition<_quartet_node_v1_InfoRequestInput, _quartet_node_v1_InfoResponseInput, _quartet_node_v1_InfoRequest, _quartet_node_v1_InfoResponse>
  Run: MethodDefinition<_quartet_node_v1_RunRequestInput, _quartet_node_v1_RunResponseInput, _quartet_node_v1_RunRequest, _quartet_node_v1_RunResponse>
}
