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
        SourcePicture: MessageTypeDefinition<_quartet_common_v1_SourcePictureInput, _quartet_common_v1_SourcePicture>
        Stage: EnumTypeDefinition
        StoredCheckpoint: MessageTypeDefinition<_quartet_common_v1_StoredCheckpointInput, _quartet_common_v1_StoredCheckpoint>
        TaskContent: MessageTypeDefinition<_quartet_common_v1_TaskContentInput, _quartet_common_v1_TaskContent>
        TaskDescription: MessageTypeDefinition<_quartet_common_v1_TaskDescriptionInput, _quartet_common_v1_TaskDescription>
        UpscaleWork: MessageTypeDefinition<_quartet_common_v1_UpscaleWorkInput, _quartet_common_v1_UpscaleWork>
      }
    }
  }
}

