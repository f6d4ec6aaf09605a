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
import type { CheckpointGrantInput as _quartet_node_v1_CheckpointGrantInput, CheckpointGrant as _quartet_node_v1_CheckpointGrant } from './quartet/node/v1/CheckpointGrant.ts';
import type { CheckpointReadyInput as _quartet_node_v1_CheckpointReadyInput, CheckpointReady as _quartet_node_v1_CheckpointReady } from './quartet/node/v1/CheckpointReady.ts';
import type { CheckpointRefusedInput as _quartet_node_v1_CheckpointRefusedInput, CheckpointRefused as _quartet_node_v1_CheckpointRefused } from './quartet/node/v1/CheckpointRefused.ts';
import type { CheckpointStoredInput as _quartet_node_v1_CheckpointStoredInput, CheckpointStored as _quartet_node_v1_CheckpointStored } from './quartet/node/v1/CheckpointStored.ts';
import type { InfoRequestInput as _quartet_node_v1_InfoRequestInput, InfoRequest as _quartet_node_v1_InfoRequest } from './quartet/node/v1/InfoRequest.ts';
import type { InfoResponseInput as _quartet_node_v1_InfoResponseInput, InfoResponse as _quartet_node_v1_InfoResponse } from './quartet/node/v1/InfoResponse.ts';
import type { NeedUploadInput as _quartet_node_v1_NeedUploadInput, NeedUpload as _quartet_node_v1_NeedUpload } from './quartet/node/v1/NeedUpload.ts';
import type { NodeClient as _quartet_node_v1_NodeClient, NodeDefinition as _quartet_node_v1_NodeDefinition } from './quartet/node/v1/Node.ts';
import type { ResidentModelInput as _quartet_node_v1_ResidentModelInput, ResidentModel as _quartet_node_v1_ResidentModel } from './quartet/node/v1/ResidentModel.ts';
import type { RunAcceptedInput as _quartet_node_v1_RunAcceptedInput, RunAccepted as _quartet_node_v1_RunAccepted } from './quartet/node/v1/RunAccepted.ts';
import type { RunDoneInput as _quartet_node_v1_RunDoneInput, RunDone as _quartet_node_v1_RunDone } from './quartet/node/v1/RunDone.ts';
import type { RunFailedInput as _quartet_node_v1_RunFailedInput, RunFailed as _quartet_node_v1_RunFailed } from './quartet/node/v1/RunFailed.ts';
import type { RunPreviewInput as _quartet_node_v1_RunPreviewInput, RunPreview as _quartet_node_v1_RunPreview } from './quartet/node/v1/RunPreview.ts';
import type { RunRequestInput as _quartet_node_v1_RunRequestInput, RunRequest as _quartet_node_v1_RunRequest } from './quartet/node/v1/RunRequest.ts';
import type { RunResponseInput as _quartet_node_v1_RunResponseInput, RunResponse as _quartet_node_v1_RunResponse } from './quartet/node/v1/RunResponse.ts';
import type { RunStartInput as _quartet_node_v1_RunStartInput, RunStart as _quartet_node_v1_RunStart } from './quartet/node/v1/RunStart.ts';
import type { RunStepInput as _quartet_node_v1_RunStepInput, RunStep as _quartet_node_v1_RunStep } from './quartet/node/v1/RunStep.ts';
import type { ShapeProfileInput as _quartet_node_v1_ShapeProfileInput, ShapeProfile as _quartet_node_v1_ShapeProfile } from './quartet/node/v1/ShapeProfile.ts';
import type { StepTimeInput as _quartet_node_v1_StepTimeInput, StepTime as _quartet_node_v1_StepTime } from './quartet/node/v1/StepTime.ts';
import type { UploadGrantInput as _quartet_node_v1_UploadGrantInput, UploadGrant as _quartet_node_v1_UploadGrant } from './quartet/node/v1/UploadGrant.ts';
import type { CancelTaskInput as _quartet_scheduler_v1_CancelTaskInput, CancelTask as _quartet_scheduler_v1_CancelTask } from './quartet/scheduler/v1/CancelTask.ts';
import type { DeviceMemoryInput as _quartet_scheduler_v1_DeviceMemoryInput, DeviceMemory as _quartet_scheduler_v1_DeviceMemory } from './quartet/scheduler/v1/DeviceMemory.ts';
import type { EndedNotedInput as _quartet_scheduler_v1_EndedNotedInput, EndedNoted as _quartet_scheduler_v1_EndedNoted } from './quartet/scheduler/v1/EndedNoted.ts';
import type { EndedTaskInput as _quartet_scheduler_v1_EndedTaskInput, EndedTask as _quartet_scheduler_v1_EndedTask } from './quartet/scheduler/v1/EndedTask.ts';
import type { EvictModelInput as _quartet_scheduler_v1_EvictModelInput, EvictModel as _quartet_scheduler_v1_EvictModel } from './quartet/scheduler/v1/EvictModel.ts';
import type { FleetClient as _quartet_scheduler_v1_FleetClient, FleetDefinition as _quartet_scheduler_v1_FleetDefinition } from './quartet/scheduler/v1/Fleet.ts';
import type { JoinRequestInput as _quartet_scheduler_v1_JoinRequestInput, JoinRequest as _quartet_scheduler_v1_JoinRequest } from './quartet/scheduler/v1/JoinRequest.ts';
import type { JoinResponseInput as _quartet_scheduler_v1_JoinResponseInput, JoinResponse as _quartet_scheduler_v1_JoinResponse } from './quartet/scheduler/v1/JoinResponse.ts';
import type { LoadModelInput as _quartet_scheduler_v1_LoadModelInput, LoadModel as _quartet_scheduler_v1_LoadModel } from './quartet/scheduler/v1/LoadModel.ts';
import type { NodeOrderInput as _quartet_scheduler_v1_NodeOrderInput, NodeOrder as _quartet_scheduler_v1_NodeOrder } from './quartet/scheduler/v1/NodeOrder.ts';
import type { RunningTaskInput as _quartet_scheduler_v1_RunningTaskInput, RunningTask as _quartet_scheduler_v1_RunningTask } from './quartet/scheduler/v1/RunningTask.ts';
import type { StoredModelInput as _quartet_scheduler_v1_StoredModelInput, StoredModel as _quartet_scheduler_v1_StoredModel } from './quartet/scheduler/v1/StoredModel.ts';
import type { WelcomeInput as _quartet_scheduler_v1_WelcomeInput, Welcome as _quartet_scheduler_v1_Welcome } from './quartet/scheduler/v1/Welcome.ts';

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
    node: {
      v1: {
        CheckpointGrant: MessageTypeDefinition<_quartet_node_v1_CheckpointGrantInput, _quartet_node_v1_CheckpointGrant>
        CheckpointReady: MessageTypeDefinition<_quartet_node_v1_CheckpointReadyInput, _quartet_node_v1_CheckpointReady>
        CheckpointRefused: MessageTypeDefinition<_quartet_node_v1_CheckpointRefusedInput, _quartet_node_v1_CheckpointRefused>
        CheckpointStored: MessageTypeDefinition<_quartet_node_v1_CheckpointStoredInput, _quartet_node_v1_CheckpointStored>
        InfoRequest: MessageTypeDefinition<_quartet_node_v1_InfoRequestInput, _quartet_node_v1_InfoRequest>
        InfoResponse: MessageTypeDefinition<_quartet_node_v1_InfoResponseInput, _quartet_node_v1_InfoResponse>
        NeedUpload: MessageTypeDefinition<_quartet_node_v1_NeedUploadInput, _quartet_node_v1_NeedUpload>
        /**
         * One process that owns one GPU, or some CPU cores. Called by workers.
         */
        Node: SubtypeConstructor<typeof grpc.Client, _quartet_node_v1_NodeClient> & { service: _quartet_node_v1_NodeDefinition }
        ResidentModel: MessageTypeDefinition<_quartet_node_v1_ResidentModelInput, _quartet_node_v1_ResidentModel>
        RunAccepted: MessageTypeDefinition<_quartet_node_v1_RunAcceptedInput, _quartet_node_v1_RunAccepted>
        RunDone: MessageTypeDefinition<_quartet_node_v1_RunDoneInput, _quartet_node_v1_RunDone>
        RunFailed: MessageTypeDefinition<_quartet_node_v1_RunFailedInput, _quartet_node_v1_RunFailed>
        RunPreview: MessageTypeDefinition<_quartet_node_v1_RunPreviewInput, _quartet_node_v1_RunPreview>
        RunRequest: MessageTypeDefinition<_quartet_node_v1_RunRequestInput, _quartet_node_v1_RunRequest>
        RunResponse: MessageTypeDefinition<_quartet_node_v1_RunResponseInput, _quartet_node_v1_RunResponse>
        RunStart: MessageTypeDefinition<_quartet_node_v1_RunStartInput, _quartet_node_v1_RunStart>
        RunStep: MessageTypeDefinition<_quartet_node_v1_RunStepInput, _quartet_node_v1_RunStep>
        ShapeProfile: MessageTypeDefinition<_quartet_node_v1_ShapeProfileInput, _quartet_node_v1_ShapeProfile>
        StepTime: MessageTypeDefinition<_quartet_node_v1_StepTimeInput, _quartet_node_v1_StepTime>
        UploadGrant: MessageTypeDefinition<_quartet_node_v1_UploadGrantInput, _quartet_node_v1_UploadGrant>
      }
    }
    scheduler: {
      v1: {
        CancelTask: MessageTypeDefinition<_quartet_scheduler_v1_CancelTaskInput, _quartet_scheduler_v1_CancelTask>
        DeviceMemory: MessageTypeDefinition<_quartet_scheduler_v1_DeviceMemoryInput, _quartet_scheduler_v1_DeviceMemory>
        EndedNoted: MessageTypeDefinition<_quartet_scheduler_v1_EndedNotedInput, _quartet_scheduler_v1_EndedNoted>
        EndedTask: MessageTypeDefinition<_quartet_scheduler_v1_EndedTaskInput, _quartet_scheduler_v1_EndedTask>
        EvictModel: MessageTypeDefinition<_quartet_scheduler_v1_EvictModelInput, _quartet_scheduler_v1_EvictModel>
        /**
         * How nodes and scheduler keep touch. Called by nodes.
         */
        Fleet: SubtypeConstructor<typeof grpc.Client, _quartet_scheduler_v1_FleetClient> & { service: _quartet_scheduler_v1_FleetDefinition }
        JoinRequest: MessageTypeDefinition<_quartet_scheduler_v1_JoinRequestInput, _quartet_scheduler_v1_JoinRequest>
        JoinResponse: MessageTypeDefinition<_quartet_scheduler_v1_JoinResponseInput, _quartet_scheduler_v1_JoinResponse>
        LoadModel: MessageTypeDefinition<_quartet_scheduler_v1_LoadModelInput, _quartet_scheduler_v1_LoadModel>
        NodeOrder: MessageTypeDefinition<_quartet_scheduler_v1_NodeOrderInput, _quartet_scheduler_v1_NodeOrder>
        NodeOrderKind: EnumTypeDefinition
        RunningTask: MessageTypeDefinition<_quartet_scheduler_v1_RunningTaskInput, _quartet_scheduler_v1_RunningTask>
        StoredModel: MessageTypeDefinition<_quartet_scheduler_v1_StoredModelInput, _quartet_scheduler_v1_StoredModel>
        StoredModelState: EnumTypeDefinition
        Welcome: MessageTypeDefinition<_quartet_scheduler_v1_WelcomeInput, _quartet_scheduler_v1_Welcome>
      }
    }
  }
}

