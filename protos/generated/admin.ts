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
import type { AdminClient as _quartet_scheduler_v1_AdminClient, AdminDefinition as _quartet_scheduler_v1_AdminDefinition } from './quartet/scheduler/v1/Admin.ts';
import type { ExplainRequestInput as _quartet_scheduler_v1_ExplainRequestInput, ExplainRequest as _quartet_scheduler_v1_ExplainRequest } from './quartet/scheduler/v1/ExplainRequest.ts';
import type { ExplainResponseInput as _quartet_scheduler_v1_ExplainResponseInput, ExplainResponse as _quartet_scheduler_v1_ExplainResponse } from './quartet/scheduler/v1/ExplainResponse.ts';
import type { ListNodesRequestInput as _quartet_scheduler_v1_ListNodesRequestInput, ListNodesRequest as _quartet_scheduler_v1_ListNodesRequest } from './quartet/scheduler/v1/ListNodesRequest.ts';
import type { ListNodesResponseInput as _quartet_scheduler_v1_ListNodesResponseInput, ListNodesResponse as _quartet_scheduler_v1_ListNodesResponse } from './quartet/scheduler/v1/ListNodesResponse.ts';
import type { ListQueueRequestInput as _quartet_scheduler_v1_ListQueueRequestInput, ListQueueRequest as _quartet_scheduler_v1_ListQueueRequest } from './quartet/scheduler/v1/ListQueueRequest.ts';
import type { ListQueueResponseInput as _quartet_scheduler_v1_ListQueueResponseInput, ListQueueResponse as _quartet_scheduler_v1_ListQueueResponse } from './quartet/scheduler/v1/ListQueueResponse.ts';
import type { NodeStatusInput as _quartet_scheduler_v1_NodeStatusInput, NodeStatus as _quartet_scheduler_v1_NodeStatus } from './quartet/scheduler/v1/NodeStatus.ts';
import type { QueuedTaskInput as _quartet_scheduler_v1_QueuedTaskInput, QueuedTask as _quartet_scheduler_v1_QueuedTask } from './quartet/scheduler/v1/QueuedTask.ts';

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
        /**
         * What operators ask the scheduler.
         */
        Admin: SubtypeConstructor<typeof grpc.Client, _quartet_scheduler_v1_AdminClient> & { service: _quartet_scheduler_v1_AdminDefinition }
        ExplainRequest: MessageTypeDefinition<_quartet_scheduler_v1_ExplainRequestInput, _quartet_scheduler_v1_ExplainRequest>
        ExplainResponse: MessageTypeDefinition<_quartet_scheduler_v1_ExplainResponseInput, _quartet_scheduler_v1_ExplainResponse>
        ListNodesRequest: MessageTypeDefinition<_quartet_scheduler_v1_ListNodesRequestInput, _quartet_scheduler_v1_ListNodesRequest>
        ListNodesResponse: MessageTypeDefinition<_quartet_scheduler_v1_ListNodesResponseInput, _quartet_scheduler_v1_ListNodesResponse>
        ListQueueRequest: MessageTypeDefinition<_quartet_scheduler_v1_ListQueueRequestInput, _quartet_scheduler_v1_ListQueueRequest>
        ListQueueResponse: MessageTypeDefinition<_quartet_scheduler_v1_ListQueueResponseInput, _quartet_scheduler_v1_ListQueueResponse>
        NodeStatus: MessageTypeDefinition<_quartet_scheduler_v1_NodeStatusInput, _quartet_scheduler_v1_NodeStatus>
        QueuedTask: MessageTypeDefinition<_quartet_scheduler_v1_QueuedTaskInput, _quartet_scheduler_v1_QueuedTask>
        WaitingFor: EnumTypeDefinition
      }
    }
  }
}

