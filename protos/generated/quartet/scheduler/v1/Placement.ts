// Original file: protos/quartet/scheduler/v1/placement.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelRequestInput as _quartet_scheduler_v1_CancelRequestInput, CancelRequest as _quartet_scheduler_v1_CancelRequest } from '../../../quartet/scheduler/v1/CancelRequest.ts';
import type { CancelResponseInput as _quartet_scheduler_v1_CancelResponseInput, CancelResponse as _quartet_scheduler_v1_CancelResponse } from '../../../quartet/scheduler/v1/CancelResponse.ts';
import type { EstimateRequestInput as _quartet_scheduler_v1_EstimateRequestInput, EstimateRequest as _quartet_scheduler_v1_EstimateRequest } from '../../../quartet/scheduler/v1/EstimateRequest.ts';
import type { EstimateResponseInput as _quartet_scheduler_v1_EstimateResponseInput, EstimateResponse as _quartet_scheduler_v1_EstimateResponse } from '../../../quartet/scheduler/v1/EstimateResponse.ts';
import type { PlaceRequestInput as _quartet_scheduler_v1_PlaceRequestInput, PlaceRequest as _quartet_scheduler_v1_PlaceRequest } from '../../../quartet/scheduler/v1/PlaceRequest.ts';
import type { PlaceResponseInput as _quartet_scheduler_v1_PlaceResponseInput, PlaceResponse as _quartet_scheduler_v1_PlaceResponse } from '../../../quartet/scheduler/v1/PlaceResponse.ts';

/**
 * Where a task may run. Called by workers and the front door.
 */
export interface PlacementClient extends grpc.Client {
  /**
   * Ends tasks wherever they are: waiting ones leave the queue, running ones are cancelled on their node. Unknown ids are
   * no error: cancelling is idempotent.
   */
  Cancel(argument: _quartet_scheduler_v1_CancelRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  Cancel(argument: _quartet_scheduler_v1_CancelRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  Cancel(argument: _quartet_scheduler_v1_CancelRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  Cancel(argument: _quartet_scheduler_v1_CancelRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  /**
   * Ends tasks wherever they are: waiting ones leave the queue, running ones are cancelled on their node. Unknown ids are
   * no error: cancelling is idempotent.
   */
  cancel(argument: _quartet_scheduler_v1_CancelRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  cancel(argument: _quartet_scheduler_v1_CancelRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  cancel(argument: _quartet_scheduler_v1_CancelRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  cancel(argument: _quartet_scheduler_v1_CancelRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_CancelResponse>): grpc.ClientUnaryCall;
  
  /**
   * When a task like this would start and end if it were asked for now.
   */
  Estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  Estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  Estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  Estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  /**
   * When a task like this would start and end if it were asked for now.
   */
  estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  estimate(argument: _quartet_scheduler_v1_EstimateRequestInput, callback: grpc.requestCallback<_quartet_scheduler_v1_EstimateResponse>): grpc.ClientUnaryCall;
  
  /**
   * Asks for leases and waits for them. A worker keeps one stream, however many tasks; when it breaks, the worker opens
   * it again and repeats each place it still waits for, and so a new scheduler learns the queue.
   */
  Place(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_PlaceRequestInput, _quartet_scheduler_v1_PlaceResponse>;
  Place(options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_PlaceRequestInput, _quartet_scheduler_v1_PlaceResponse>;
  /**
   * Asks for leases and waits for them. A worker keeps one stream, however many tasks; when it breaks, the worker opens
   * it again and repeats each place it still waits for, and so a new scheduler learns the queue.
   */
  place(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_PlaceRequestInput, _quartet_scheduler_v1_PlaceResponse>;
  place(options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_PlaceRequestInput, _quartet_scheduler_v1_PlaceResponse>;
  
}

/**
 * Where a task may run. Called by workers and the front door.
 */
export interface PlacementHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Ends tasks wherever they are: waiting ones leave the queue, running ones are cancelled on their node. Unknown ids are
   * no error: cancelling is idempotent.
   */
  Cancel: grpc.handleUnaryCall<_quartet_scheduler_v1_CancelRequest, _quartet_scheduler_v1_CancelResponseInput>;
  
  /**
   * When a task like this would start and end if it were asked for now.
   */
  Estimate: grpc.handleUnaryCall<_quartet_scheduler_v1_EstimateRequest, _quartet_scheduler_v1_EstimateResponseInput>;
  
  /**
   * Asks for leases and waits for them. A worker keeps one stream, however many tasks; when it breaks, the worker opens
   * it again and repeats each place it still waits for, and so a new scheduler learns the queue.
   */
  Place: grpc.handleBidiStreamingCall<_quartet_scheduler_v1_PlaceRequest, _quartet_scheduler_v1_PlaceResponseInput>;
  
}

export interface PlacementDefinition extends grpc.ServiceDefinition {
  Cancel: MethodDefinition<_quartet_scheduler_v1_CancelRequestInput, _quartet_scheduler_v1_CancelResponseInput, _quartet_scheduler_v1_CancelRequest, _quartet_scheduler_v1_CancelResponse>
  Estimate: MethodDefinition<_quartet_scheduler_v1_EstimateRequestInput, _quartet_scheduler_v1_EstimateResponseInput, _quartet_scheduler_v1_EstimateRequest, _quartet_scheduler_v1_EstimateResponse>
  Place: MethodDefinition<_quartet_scheduler_v1_PlaceRequestInput, _quartet_scheduler_v1_PlaceResponseInput, _quartet_scheduler_v1_PlaceRequest, _quartet_scheduler_v1_PlaceResponse>
}
