import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { CheckpointInput as _quartet_node_v1_CheckpointInput, Checkpoint as _quartet_node_v1_Checkpoint } from './quartet/node/v1/Checkpoint.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  quartet: {
    node: {
      v1: {
        Checkpoint: MessageTypeDefinition<_quartet_node_v1_CheckpointInput, _quartet_node_v1_Checkpoint>
      }
    }
  }
}

