// Original file: protos/quartet/scheduler/v1/fleet.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { JoinRequestInput as _quartet_scheduler_v1_JoinRequestInput, JoinRequest as _quartet_scheduler_v1_JoinRequest } from '../../../quartet/scheduler/v1/JoinRequest.ts';
import type { JoinResponseInput as _quartet_scheduler_v1_JoinResponseInput, JoinResponse as _quartet_scheduler_v1_JoinResponse } from '../../../quartet/scheduler/v1/JoinResponse.ts';

/**
 * How nodes and scheduler keep touch. Called by nodes.
 */
export interface FleetClient extends grpc.Client {
  /**
   * A node reports each second, and at once when a task ends; the scheduler answers with commands. All that the scheduler
   * knows of a node comes from its reports, so a new scheduler learns the fleet as the nodes join again.
   */
  Join(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_JoinRequestInput, _quartet_scheduler_v1_JoinResponse>;
  Join(options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_JoinRequestInput, _quartet_scheduler_v1_JoinResponse>;
  /**
   * A node reports each second, and at once when a task ends; the scheduler answers with commands. All that the scheduler
   * knows of a node comes from its reports, so a new scheduler learns the fleet as the nodes join again.
   */
  join(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_JoinRequestInput, _quartet_scheduler_v1_JoinResponse>;
  join(options?: grpc.CallOptions): grpc.ClientDuplexStream<_quartet_scheduler_v1_JoinRequestInput, _quartet_scheduler_v1_JoinResponse>;
  
}

/**
 * How nodes and scheduler keep touch. Called by nodes.
 */
export interface FleetHandlers extends grpc.UntypedServiceImplementation {
  /**
   * A node reports each second, and at once when a task ends; the scheduler answers with commands. All that the scheduler
   * knows of a node comes from its reports, so a new scheduler learns the fleet as the nodes join again.
   */
  Join: grpc.handleBidiStreamingCall<_quartet_scheduler_v1_JoinRequest, _quartet_scheduler_v1_JoinResponseInput>;
  
}

export interface FleetDefinition extends grpc.ServiceDefinition {
  Join: MethodDefinition<_quartet_scheduler_v1_JoinRequestInput, _quartet_scheduler_v1_JoinResponseInput, _quartet_scheduler_v1_JoinRequest, _quartet_scheduler_v1_JoinResponse>
}
