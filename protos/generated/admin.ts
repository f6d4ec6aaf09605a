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
import type { CordonRequestInput as _quartet_scheduler_v1_CordonRequestInput, CordonRequest as _quartet_scheduler_v1_CordonRequest } from './quartet/scheduler/v1/CordonRequest.ts';
import type { CordonResponseInput as _quartet_scheduler_v1_CordonResponseInput, CordonResponse as _quartet_scheduler_v1_CordonResponse } from './quartet/scheduler/v1/CordonResponse.ts';
import type { DrainRequestInput as _quartet_scheduler_v1_DrainRequestInput, DrainRequest as _quartet_scheduler_v1_DrainRequest } from './quartet/scheduler/v1/DrainRequest.ts';
import type { DrainResponseInput as _quartet_scheduler_v1_DrainResponseInput, DrainResponse as _quartet_scheduler_v1_DrainResponse } from './quartet/scheduler/v1/DrainResponse.ts';
import type { ExplainNodeRequestInput as _quartet_scheduler_v1_ExplainNodeRequestInput, ExplainNodeRequest as _quartet_scheduler_v1_ExplainNodeRequest } from './quartet/scheduler/v1/ExplainNodeRequest.ts';
import type { ExplainNodeResponseInput as _quartet_scheduler_v1_ExplainNodeResponseInput, ExplainNodeResponse as _quartet_scheduler_v1_ExplainNodeResponse } from './quartet/scheduler/v1/ExplainNodeResponse.ts';
import type { ExplainRequestInput as _quartet_scheduler_v1_ExplainRequestInput, ExplainRequest as _quartet_scheduler_v1_ExplainRequest } from './quartet/scheduler/v1/ExplainRequest.ts';
import type { ExplainResponseInput as _quartet_scheduler_v1_ExplainResponseInput, ExplainResponse as _quartet_scheduler_v1_ExplainResponse } from './quartet/scheduler/v1/ExplainResponse.ts';
import type { GetClusterRequestInput as _quartet_scheduler_v1_GetClusterRequestInput, GetClusterRequest as _quartet_scheduler_v1_GetClusterRequest } from './quartet/scheduler/v1/GetClusterRequest.ts';
import type { GetClusterResponseInput as _quartet_scheduler_v1_GetClusterResponseInput, GetClusterResponse as _quartet_scheduler_v1_GetClusterResponse } from './quartet/scheduler/v1/GetClusterResponse.ts';
import type { HindranceInput as _quartet_scheduler_v1_HindranceInput, Hindrance as _quartet_scheduler_v1_Hindrance } from './quartet/scheduler/v1/Hindrance.ts';
import type { ListNodesRequestInput as _quartet_scheduler_v1_ListNodesRequestInput, ListNodesRequest as _quartet_scheduler_v1_ListNodesRequest } from './quartet/scheduler/v1/ListNodesRequest.ts';
import type { ListNodesResponseInput as _quartet_scheduler_v1_ListNodesResponseInput, ListNodesResponse as _quartet_scheduler_v1_ListNodesResponse } from './quartet/scheduler/v1/ListNodesResponse.ts';
import type { ListQueueRequestInput as _quartet_scheduler_v1_ListQueueRequestInput, ListQueueRequest as _quartet_scheduler_v1_ListQueueRequest } from './quartet/scheduler/v1/ListQueueRequest.ts';
import type { ListQueueResponseInput as _quartet_scheduler_v1_ListQueueResponseInput, ListQueueResponse as _quartet_scheduler_v1_ListQueueResponse } from './quartet/scheduler/v1/ListQueueResponse.ts';
import type { ModelArrivalInput as _quartet_scheduler_v1_ModelArrivalInput, ModelArrival as _quartet_scheduler_v1_ModelArrival } from './quartet/scheduler/v1/ModelArrival.ts';
import type { NodeStatusInput as _quartet_scheduler_v1_NodeStatusInput, NodeStatus as _quartet_scheduler_v1_NodeStatus } from './quartet/scheduler/v1/NodeStatus.ts';
import type { QueueShareInput as _quartet_scheduler_v1_QueueShareInput, QueueShare as _quartet_scheduler_v1_QueueShare } from './quartet/scheduler/v1/QueueShare.ts';
import type { QueuedTaskInput as _quartet_scheduler_v1_QueuedTaskInput, QueuedTask as _quartet_scheduler_v1_QueuedTask } from './quartet/scheduler/v1/QueuedTask.ts';
import type { ReleaseInput as _quartet_scheduler_v1_ReleaseInput, Release as _quartet_scheduler_v1_Release } from './quartet/scheduler/v1/Release.ts';
import type { UncordonRequestInput as _quartet_scheduler_v1_UncordonRequestInput, UncordonRequest as _quartet_scheduler_v1_UncordonRequest } from './quartet/scheduler/v1/UncordonRequest.ts';
import type { UncordonResponseInput as _quartet_scheduler_v1_UncordonResponseInput, UncordonResponse as _quartet_scheduler_v1_UncordonResponse } from './quartet/scheduler/v1/UncordonResponse.ts';

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
         * What operators ask the scheduler, and what they want of nodes.
         */
        Admin: SubtypeConstructor<typeof grpc.Client, _quartet_scheduler_v1_AdminClient> & { service: _quartet_scheduler_v1_AdminDefinition }
        CordonRequest: MessageTypeDefinition<_quartet_scheduler_v1_CordonRequestInput, _quartet_scheduler_v1_CordonRequest>
        CordonResponse: MessageTypeDefinition<_quartet_scheduler_v1_CordonResponseInput, _quartet_scheduler_v1_CordonResponse>
        DrainRequest: MessageTypeDefinition<_quartet_scheduler_v1_DrainRequestInput, _quartet_scheduler_v1_DrainRequest>
        DrainResponse: MessageTypeDefinition<_quartet_scheduler_v1_DrainResponseInput, _quartet_scheduler_v1_DrainResponse>
        ExplainNodeRequest: MessageTypeDefinition<_quartet_scheduler_v1_ExplainNodeRequestInput, _quartet_scheduler_v1_ExplainNodeRequest>
        ExplainNodeResponse: MessageTypeDefinition<_quartet_scheduler_v1_ExplainNodeResponseInput, _quartet_scheduler_v1_ExplainNodeResponse>
        ExplainRequest: MessageTypeDefinition<_quartet_scheduler_v1_ExplainRequestInput, _quartet_scheduler_v1_ExplainRequest>
        ExplainResponse: MessageTypeDefinition<_quartet_scheduler_v1_ExplainResponseInput, _quartet_scheduler_v1_ExplainResponse>
        GetClusterRequest: MessageTypeDefinition<_quartet_scheduler_v1_GetClusterRequestInput, _quartet_scheduler_v1_GetClusterRequest>
        GetClusterResponse: MessageTypeDefinition<_quartet_scheduler_v1_GetClusterResponseInput, _quartet_scheduler_v1_GetClusterResponse>
        Hindrance: MessageTypeDefinition<_quartet_scheduler_v1_HindranceInput, _quartet_scheduler_v1_Hindrance>
        HindranceKind: EnumTypeDefinition
        ListNodesRequest: MessageTypeDefinition<_quartet_scheduler_v1_ListNodesRequestInput, _quartet_scheduler_v1_ListNodesRequest>
        ListNodesResponse: MessageTypeDefinition<_quartet_scheduler_v1_ListNodesResponseInput, _quartet_scheduler_v1_ListNodesResponse>
        ListQueueRequest: MessageTypeDefinition<_quartet_scheduler_v1_ListQueueRequestInput, _quartet_scheduler_v1_ListQueueRequest>
        ListQueueResponse: MessageTypeDefinition<_quartet_scheduler_v1_ListQueueResponseInput, _quartet_scheduler_v1_ListQueueResponse>
        ModelArrival: MessageTypeDefinition<_quartet_scheduler_v1_ModelArrivalInput, _quartet_scheduler_v1_ModelArrival>
        NodeState: EnumTypeDefinition
        NodeStatus: MessageTypeDefinition<_quartet_scheduler_v1_NodeStatusInput, _quartet_scheduler_v1_NodeStatus>
        QueueShare: MessageTypeDefinition<_quartet_scheduler_v1_QueueShareInput, _quartet_scheduler_v1_QueueShare>
        QueuedTask: MessageTypeDefinition<_quartet_scheduler_v1_QueuedTaskInput, _quartet_scheduler_v1_QueuedTask>
        Release: MessageTypeDefinition<_quartet_scheduler_v1_ReleaseInput, _quartet_scheduler_v1_Release>
        ReleaseKind: EnumTypeDefinition
        UncordonRequest: MessageTypeDefinition<_quartet_scheduler_v1_UncordonRequestInput, _quartet_scheduler_v1_UncordonRequest>
        UncordonResponse: MessageTypeDefinition<_quartet_scheduler_v1_UncordonResponseInput, _quartet_scheduler_v1_UncordonResponse>
        WaitingFor: EnumTypeDefinition
      }
    }
  }
}

