import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from './quartet/common/v1/Lease.ts';
import type { TaskContentInput as _quartet_common_v1_TaskContentInput, TaskContent as _quartet_common_v1_TaskContent } from './quartet/common/v1/TaskContent.ts';
import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from './quartet/common/v1/TaskDescription.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  quartet: {
    common: {
      v1: {
        Lease: MessageTypeDefinition<_quartet_common_v1_LeaseInput, _quartet_common_v1_Lease>
        Plan: EnumTypeDefinition
        Stage: EnumTypeDefinition
        TaskContent: MessageTypeDefinition<_quartet_common_v1_TaskContentInput, _quartet_common_v1_TaskContent>
        TaskDescription: MessageTypeDefinition<_quartet_common_v1_TaskDescriptionInput, _quartet_common_v1_TaskDescription>
      }
    }
  }
}

