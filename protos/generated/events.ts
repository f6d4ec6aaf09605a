import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { FactInput as _quartet_events_v1_FactInput, Fact as _quartet_events_v1_Fact } from './quartet/events/v1/Fact.ts';
import type { LiveEventInput as _quartet_events_v1_LiveEventInput, LiveEvent as _quartet_events_v1_LiveEvent } from './quartet/events/v1/LiveEvent.ts';
import type { PositionInput as _quartet_events_v1_PositionInput, Position as _quartet_events_v1_Position } from './quartet/events/v1/Position.ts';
import type { PreviewInput as _quartet_events_v1_PreviewInput, Preview as _quartet_events_v1_Preview } from './quartet/events/v1/Preview.ts';
import type { ProgressInput as _quartet_events_v1_ProgressInput, Progress as _quartet_events_v1_Progress } from './quartet/events/v1/Progress.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  quartet: {
    common: {
      v1: {
        Reason: EnumTypeDefinition
      }
    }
    events: {
      v1: {
        Fact: MessageTypeDefinition<_quartet_events_v1_FactInput, _quartet_events_v1_Fact>
        FactKind: EnumTypeDefinition
        LiveEvent: MessageTypeDefinition<_quartet_events_v1_LiveEventInput, _quartet_events_v1_LiveEvent>
        Position: MessageTypeDefinition<_quartet_events_v1_PositionInput, _quartet_events_v1_Position>
        Preview: MessageTypeDefinition<_quartet_events_v1_PreviewInput, _quartet_events_v1_Preview>
        Progress: MessageTypeDefinition<_quartet_events_v1_ProgressInput, _quartet_events_v1_Progress>
      }
    }
  }
}

