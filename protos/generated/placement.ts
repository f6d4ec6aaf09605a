import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from './quartet/common/v1/Lease.ts';
import type { MatteWorkInput as _quartet_common_v1_MatteWorkInput, MatteWork as _quartet_common_v1_MatteWork } from './quartet/common/v1/MatteWork.ts';
import type { PaintWorkInput as _quartet_common_v1_PaintWorkInput, PaintWork as _quartet_common_v1_PaintWork } from './quartet/common/v1/PaintWork.ts';
import type { SourcePictureInput as _quartet_common_v1_SourcePictureInput, SourcePicture as _quartet_common_v1_SourcePicture } from './quartet/common/v1/SourcePicture.ts';
import type { StoredCheckpointInput as _quartet_common_v1_StoredCheckpointInput, StoredCheckpoint as _quartet_common_v1_StoredCheckpoint } from './quartet/common/v1/StoredCheckpoint.ts';
import type { TaskContentInput as _quartet_common_v1_TaskContentInput, TaskContent as _quartet_common_v1_TaskContent } from './quartet/common/v1/TaskContent.ts';
import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from './quartet/common/v1/TaskDescription.ts';
import type { UpscaleWorkInput as _quartet_common_v1_UpscaleWorkInput, UpscaleWork as _quartet_common_v1_UpscaleWork } from './quartet/common/v1/UpscaleWork.ts';
import type { CancelRequestInput as _quartet_scheduler_v1_CancelRequestInput, CancelRequest as _quartet_scheduler_v1_CancelRequest } from './quartet/scheduler/v1/CancelRequest.ts';
import type { CancelResponseInput as _quartet_scheduler_v1_CancelResponseInput, CancelResponse as _quartet_scheduler_v1_CancelResponse } from './quartet/scheduler/v1/CancelResponse.ts';
import type { EstimateRequestInput as _quartet_scheduler_v1_EstimateRequestInput, EstimateRequest as _quartet_scheduler_v1_EstimateRequest } from './quartet/scheduler/v1/EstimateRequest.ts';
import type { EstimateResponseInput as _quartet_scheduler_v1_EstimateResponseInput, EstimateResponse as _quartet_scheduler_v1_EstimateResponse } from './quartet/scheduler/v1/EstimateResponse.ts';
import type { PlaceRequestInput as _quartet_scheduler_v1_PlaceRequestInput, PlaceRequest as _quartet_scheduler_v1_PlaceRequest } from './quartet/scheduler/v1/PlaceRequest.ts';
import type { PlaceResponseInput as _quartet_scheduler_v1_PlaceResponseInput, PlaceResponse as _quartet_scheduler_v1_PlaceResponse } from './quartet/scheduler/v1/PlaceResponse.ts';
import type { PlaceTaskInput as _quartet_scheduler_v1_PlaceTaskInput, PlaceTask as _quartet_scheduler_v1_PlaceTask } from './quartet/scheduler/v1/PlaceTask.ts';
import type { PlacementClient as _quartet_scheduler_v1_PlacementClient, PlacementDefinition as _quartet_scheduler_v1_PlacementDefinition } from './quartet/scheduler/v1/Placement.ts';
import type { QueuedInput as _quartet_scheduler_v1_QueuedInput, Queued as _quartet_scheduler_v1_Queued } from './quartet/scheduler/v1/Queued.ts';
import type { RefusedInput as _quartet_scheduler_v1_RefusedInput, Refused as _quartet_scheduler_v1_Refused } from './quartet/scheduler/v1/Refused.ts';
import type { WithdrawInput as _quartet_scheduler_v1_WithdrawInput, Withdraw as _quartet_scheduler_v1_Withdraw } from './quartet/scheduler/v1/Withdraw.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  quartet: {
    common: {
      v1: {
        Lease: MessageTypeDefinition<_quartet_common_v1_LeaseInput, _quartet_common_v1_Lease>
        MatteWork: MessageTypeDefinition<_quartet_common_v1_MatteWorkInput, _quartet_common_v1_MatteWork>
        PaintWork: MessageTypeDefinition<_quartet_common_v1_PaintWorkInput, _quartet_common_v1_PaintWork>
        Plan: EnumTypeDefinition
        Reason: EnumTypeDefinition
        SourcePicture: MessageTypeDefinition<_quartet_common_v1_SourcePictureInput, _quartet_common_v1_SourcePicture>
        Stage: EnumTypeDefinition
        StoredCheckpoint: MessageTypeDefinition<_quartet_common_v1_StoredCheckpointInput, _quartet_common_v1_StoredCheckpoint>
        TaskContent: MessageTypeDefinition<_quartet_common_v1_TaskContentInput, _quartet_common_v1_TaskContent>
        TaskDescription: MessageTypeDefinition<_quartet_common_v1_TaskDescriptionInput, _quartet_common_v1_TaskDescription>
        UpscaleWork: MessageTypeDefinition<_quartet_common_v1_UpscaleWorkInput, _quartet_common_v1_UpscaleWork>
      }
    }
    scheduler: {
      v1: {
        CancelRequest: MessageTypeDefinition<_quartet_scheduler_v1_CancelRequestInput, _quartet_scheduler_v1_CancelRequest>
        CancelResponse: MessageTypeDefinition<_quartet_scheduler_v1_CancelResponseInput, _quartet_scheduler_v1_CancelResponse>
        EstimateRequest: MessageTypeDefinition<_quartet_scheduler_v1_EstimateRequestInput, _quartet_scheduler_v1_EstimateRequest>
        EstimateResponse: MessageTypeDefinition<_quartet_scheduler_v1_EstimateResponseInput, _quartet_scheduler_v1_EstimateResponse>
        PlaceRequest: MessageTypeDefinition<_quartet_scheduler_v1_PlaceRequestInput, _quartet_scheduler_v1_PlaceRequest>
        PlaceResponse: MessageTypeDefinition<_quartet_scheduler_v1_PlaceResponseInput, _quartet_scheduler_v1_PlaceResponse>
        PlaceTask: MessageTypeDefinition<_quartet_scheduler_v1_PlaceTaskInput, _quartet_scheduler_v1_PlaceTask>
        /**
         * Where a task may run. Called by workers and the front door.
         */
        Placement: SubtypeConstructor<typeof grpc.Client, _quartet_scheduler_v1_PlacementClient> & { service: _quartet_scheduler_v1_PlacementDefinition }
        Queued: MessageTypeDefinition<_quartet_scheduler_v1_QueuedInput, _quartet_scheduler_v1_Queued>
        Refused: MessageTypeDefinition<_quartet_scheduler_v1_RefusedInput, _quartet_scheduler_v1_Refused>
        Withdraw: MessageTypeDefinition<_quartet_scheduler_v1_WithdrawInput, _quartet_scheduler_v1_Withdraw>
      }
    }
  }
}

