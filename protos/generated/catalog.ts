import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AuthenticateRequestInput as _quartet_catalog_v1_AuthenticateRequestInput, AuthenticateRequest as _quartet_catalog_v1_AuthenticateRequest } from './quartet/catalog/v1/AuthenticateRequest.ts';
import type { AuthenticateResponseInput as _quartet_catalog_v1_AuthenticateResponseInput, AuthenticateResponse as _quartet_catalog_v1_AuthenticateResponse } from './quartet/catalog/v1/AuthenticateResponse.ts';
import type { CancelGenerationRequestInput as _quartet_catalog_v1_CancelGenerationRequestInput, CancelGenerationRequest as _quartet_catalog_v1_CancelGenerationRequest } from './quartet/catalog/v1/CancelGenerationRequest.ts';
import type { CancelGenerationResponseInput as _quartet_catalog_v1_CancelGenerationResponseInput, CancelGenerationResponse as _quartet_catalog_v1_CancelGenerationResponse } from './quartet/catalog/v1/CancelGenerationResponse.ts';
import type { CatalogClient as _quartet_catalog_v1_CatalogClient, CatalogDefinition as _quartet_catalog_v1_CatalogDefinition } from './quartet/catalog/v1/Catalog.ts';
import type { CreateGenerationRequestInput as _quartet_catalog_v1_CreateGenerationRequestInput, CreateGenerationRequest as _quartet_catalog_v1_CreateGenerationRequest } from './quartet/catalog/v1/CreateGenerationRequest.ts';
import type { CreateGenerationResponseInput as _quartet_catalog_v1_CreateGenerationResponseInput, CreateGenerationResponse as _quartet_catalog_v1_CreateGenerationResponse } from './quartet/catalog/v1/CreateGenerationResponse.ts';
import type { CreateSessionRequestInput as _quartet_catalog_v1_CreateSessionRequestInput, CreateSessionRequest as _quartet_catalog_v1_CreateSessionRequest } from './quartet/catalog/v1/CreateSessionRequest.ts';
import type { CreateSessionResponseInput as _quartet_catalog_v1_CreateSessionResponseInput, CreateSessionResponse as _quartet_catalog_v1_CreateSessionResponse } from './quartet/catalog/v1/CreateSessionResponse.ts';
import type { DeleteGenerationRequestInput as _quartet_catalog_v1_DeleteGenerationRequestInput, DeleteGenerationRequest as _quartet_catalog_v1_DeleteGenerationRequest } from './quartet/catalog/v1/DeleteGenerationRequest.ts';
import type { DeleteGenerationResponseInput as _quartet_catalog_v1_DeleteGenerationResponseInput, DeleteGenerationResponse as _quartet_catalog_v1_DeleteGenerationResponse } from './quartet/catalog/v1/DeleteGenerationResponse.ts';
import type { DeleteSessionRequestInput as _quartet_catalog_v1_DeleteSessionRequestInput, DeleteSessionRequest as _quartet_catalog_v1_DeleteSessionRequest } from './quartet/catalog/v1/DeleteSessionRequest.ts';
import type { DeleteSessionResponseInput as _quartet_catalog_v1_DeleteSessionResponseInput, DeleteSessionResponse as _quartet_catalog_v1_DeleteSessionResponse } from './quartet/catalog/v1/DeleteSessionResponse.ts';
import type { DropCheckpointRequestInput as _quartet_catalog_v1_DropCheckpointRequestInput, DropCheckpointRequest as _quartet_catalog_v1_DropCheckpointRequest } from './quartet/catalog/v1/DropCheckpointRequest.ts';
import type { DropCheckpointResponseInput as _quartet_catalog_v1_DropCheckpointResponseInput, DropCheckpointResponse as _quartet_catalog_v1_DropCheckpointResponse } from './quartet/catalog/v1/DropCheckpointResponse.ts';
import type { GenerationInput as _quartet_catalog_v1_GenerationInput, Generation as _quartet_catalog_v1_Generation } from './quartet/catalog/v1/Generation.ts';
import type { GenerationOptionsInput as _quartet_catalog_v1_GenerationOptionsInput, GenerationOptions as _quartet_catalog_v1_GenerationOptions } from './quartet/catalog/v1/GenerationOptions.ts';
import type { GetGenerationRequestInput as _quartet_catalog_v1_GetGenerationRequestInput, GetGenerationRequest as _quartet_catalog_v1_GetGenerationRequest } from './quartet/catalog/v1/GetGenerationRequest.ts';
import type { GetGenerationResponseInput as _quartet_catalog_v1_GetGenerationResponseInput, GetGenerationResponse as _quartet_catalog_v1_GetGenerationResponse } from './quartet/catalog/v1/GetGenerationResponse.ts';
import type { GetImageRequestInput as _quartet_catalog_v1_GetImageRequestInput, GetImageRequest as _quartet_catalog_v1_GetImageRequest } from './quartet/catalog/v1/GetImageRequest.ts';
import type { GetImageResponseInput as _quartet_catalog_v1_GetImageResponseInput, GetImageResponse as _quartet_catalog_v1_GetImageResponse } from './quartet/catalog/v1/GetImageResponse.ts';
import type { GetTaskRequestInput as _quartet_catalog_v1_GetTaskRequestInput, GetTaskRequest as _quartet_catalog_v1_GetTaskRequest } from './quartet/catalog/v1/GetTaskRequest.ts';
import type { GetTaskResponseInput as _quartet_catalog_v1_GetTaskResponseInput, GetTaskResponse as _quartet_catalog_v1_GetTaskResponse } from './quartet/catalog/v1/GetTaskResponse.ts';
import type { ImageInput as _quartet_catalog_v1_ImageInput, Image as _quartet_catalog_v1_Image } from './quartet/catalog/v1/Image.ts';
import type { ListFactsRequestInput as _quartet_catalog_v1_ListFactsRequestInput, ListFactsRequest as _quartet_catalog_v1_ListFactsRequest } from './quartet/catalog/v1/ListFactsRequest.ts';
import type { ListFactsResponseInput as _quartet_catalog_v1_ListFactsResponseInput, ListFactsResponse as _quartet_catalog_v1_ListFactsResponse } from './quartet/catalog/v1/ListFactsResponse.ts';
import type { ListGenerationsRequestInput as _quartet_catalog_v1_ListGenerationsRequestInput, ListGenerationsRequest as _quartet_catalog_v1_ListGenerationsRequest } from './quartet/catalog/v1/ListGenerationsRequest.ts';
import type { ListGenerationsResponseInput as _quartet_catalog_v1_ListGenerationsResponseInput, ListGenerationsResponse as _quartet_catalog_v1_ListGenerationsResponse } from './quartet/catalog/v1/ListGenerationsResponse.ts';
import type { ListImagesRequestInput as _quartet_catalog_v1_ListImagesRequestInput, ListImagesRequest as _quartet_catalog_v1_ListImagesRequest } from './quartet/catalog/v1/ListImagesRequest.ts';
import type { ListImagesResponseInput as _quartet_catalog_v1_ListImagesResponseInput, ListImagesResponse as _quartet_catalog_v1_ListImagesResponse } from './quartet/catalog/v1/ListImagesResponse.ts';
import type { ListModelsRequestInput as _quartet_catalog_v1_ListModelsRequestInput, ListModelsRequest as _quartet_catalog_v1_ListModelsRequest } from './quartet/catalog/v1/ListModelsRequest.ts';
import type { ListModelsResponseInput as _quartet_catalog_v1_ListModelsResponseInput, ListModelsResponse as _quartet_catalog_v1_ListModelsResponse } from './quartet/catalog/v1/ListModelsResponse.ts';
import type { LocateFileRequestInput as _quartet_catalog_v1_LocateFileRequestInput, LocateFileRequest as _quartet_catalog_v1_LocateFileRequest } from './quartet/catalog/v1/LocateFileRequest.ts';
import type { LocateFileResponseInput as _quartet_catalog_v1_LocateFileResponseInput, LocateFileResponse as _quartet_catalog_v1_LocateFileResponse } from './quartet/catalog/v1/LocateFileResponse.ts';
import type { ModelInput as _quartet_catalog_v1_ModelInput, Model as _quartet_catalog_v1_Model } from './quartet/catalog/v1/Model.ts';
import type { RecordCheckpointRequestInput as _quartet_catalog_v1_RecordCheckpointRequestInput, RecordCheckpointRequest as _quartet_catalog_v1_RecordCheckpointRequest } from './quartet/catalog/v1/RecordCheckpointRequest.ts';
import type { RecordCheckpointResponseInput as _quartet_catalog_v1_RecordCheckpointResponseInput, RecordCheckpointResponse as _quartet_catalog_v1_RecordCheckpointResponse } from './quartet/catalog/v1/RecordCheckpointResponse.ts';
import type { RecordFailureRequestInput as _quartet_catalog_v1_RecordFailureRequestInput, RecordFailureRequest as _quartet_catalog_v1_RecordFailureRequest } from './quartet/catalog/v1/RecordFailureRequest.ts';
import type { RecordFailureResponseInput as _quartet_catalog_v1_RecordFailureResponseInput, RecordFailureResponse as _quartet_catalog_v1_RecordFailureResponse } from './quartet/catalog/v1/RecordFailureResponse.ts';
import type { RecordResultRequestInput as _quartet_catalog_v1_RecordResultRequestInput, RecordResultRequest as _quartet_catalog_v1_RecordResultRequest } from './quartet/catalog/v1/RecordResultRequest.ts';
import type { RecordResultResponseInput as _quartet_catalog_v1_RecordResultResponseInput, RecordResultResponse as _quartet_catalog_v1_RecordResultResponse } from './quartet/catalog/v1/RecordResultResponse.ts';
import type { RecordStartRequestInput as _quartet_catalog_v1_RecordStartRequestInput, RecordStartRequest as _quartet_catalog_v1_RecordStartRequest } from './quartet/catalog/v1/RecordStartRequest.ts';
import type { RecordStartResponseInput as _quartet_catalog_v1_RecordStartResponseInput, RecordStartResponse as _quartet_catalog_v1_RecordStartResponse } from './quartet/catalog/v1/RecordStartResponse.ts';
import type { SetLikeRequestInput as _quartet_catalog_v1_SetLikeRequestInput, SetLikeRequest as _quartet_catalog_v1_SetLikeRequest } from './quartet/catalog/v1/SetLikeRequest.ts';
import type { SetLikeResponseInput as _quartet_catalog_v1_SetLikeResponseInput, SetLikeResponse as _quartet_catalog_v1_SetLikeResponse } from './quartet/catalog/v1/SetLikeResponse.ts';
import type { SetPinRequestInput as _quartet_catalog_v1_SetPinRequestInput, SetPinRequest as _quartet_catalog_v1_SetPinRequest } from './quartet/catalog/v1/SetPinRequest.ts';
import type { SetPinResponseInput as _quartet_catalog_v1_SetPinResponseInput, SetPinResponse as _quartet_catalog_v1_SetPinResponse } from './quartet/catalog/v1/SetPinResponse.ts';
import type { SetVisibilityRequestInput as _quartet_catalog_v1_SetVisibilityRequestInput, SetVisibilityRequest as _quartet_catalog_v1_SetVisibilityRequest } from './quartet/catalog/v1/SetVisibilityRequest.ts';
import type { SetVisibilityResponseInput as _quartet_catalog_v1_SetVisibilityResponseInput, SetVisibilityResponse as _quartet_catalog_v1_SetVisibilityResponse } from './quartet/catalog/v1/SetVisibilityResponse.ts';
import type { SignUploadRequestInput as _quartet_catalog_v1_SignUploadRequestInput, SignUploadRequest as _quartet_catalog_v1_SignUploadRequest } from './quartet/catalog/v1/SignUploadRequest.ts';
import type { SignUploadResponseInput as _quartet_catalog_v1_SignUploadResponseInput, SignUploadResponse as _quartet_catalog_v1_SignUploadResponse } from './quartet/catalog/v1/SignUploadResponse.ts';
import type { SizeInput as _quartet_catalog_v1_SizeInput, Size as _quartet_catalog_v1_Size } from './quartet/catalog/v1/Size.ts';
import type { TakeEpochRequestInput as _quartet_catalog_v1_TakeEpochRequestInput, TakeEpochRequest as _quartet_catalog_v1_TakeEpochRequest } from './quartet/catalog/v1/TakeEpochRequest.ts';
import type { TakeEpochResponseInput as _quartet_catalog_v1_TakeEpochResponseInput, TakeEpochResponse as _quartet_catalog_v1_TakeEpochResponse } from './quartet/catalog/v1/TakeEpochResponse.ts';
import type { TransformImageRequestInput as _quartet_catalog_v1_TransformImageRequestInput, TransformImageRequest as _quartet_catalog_v1_TransformImageRequest } from './quartet/catalog/v1/TransformImageRequest.ts';
import type { TransformImageResponseInput as _quartet_catalog_v1_TransformImageResponseInput, TransformImageResponse as _quartet_catalog_v1_TransformImageResponse } from './quartet/catalog/v1/TransformImageResponse.ts';
import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from './quartet/catalog/v1/Viewer.ts';
import type { VisibilityResultInput as _quartet_catalog_v1_VisibilityResultInput, VisibilityResult as _quartet_catalog_v1_VisibilityResult } from './quartet/catalog/v1/VisibilityResult.ts';
import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from './quartet/common/v1/Lease.ts';
import type { MatteWorkInput as _quartet_common_v1_MatteWorkInput, MatteWork as _quartet_common_v1_MatteWork } from './quartet/common/v1/MatteWork.ts';
import type { PaintWorkInput as _quartet_common_v1_PaintWorkInput, PaintWork as _quartet_common_v1_PaintWork } from './quartet/common/v1/PaintWork.ts';
import type { SourcePictureInput as _quartet_common_v1_SourcePictureInput, SourcePicture as _quartet_common_v1_SourcePicture } from './quartet/common/v1/SourcePicture.ts';
import type { StoredCheckpointInput as _quartet_common_v1_StoredCheckpointInput, StoredCheckpoint as _quartet_common_v1_StoredCheckpoint } from './quartet/common/v1/StoredCheckpoint.ts';
import type { TaskContentInput as _quartet_common_v1_TaskContentInput, TaskContent as _quartet_common_v1_TaskContent } from './quartet/common/v1/TaskContent.ts';
import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from './quartet/common/v1/TaskDescription.ts';
import type { UpscaleWorkInput as _quartet_common_v1_UpscaleWorkInput, UpscaleWork as _quartet_common_v1_UpscaleWork } from './quartet/common/v1/UpscaleWork.ts';
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
    catalog: {
      v1: {
        Action: EnumTypeDefinition
        AuthenticateRequest: MessageTypeDefinition<_quartet_catalog_v1_AuthenticateRequestInput, _quartet_catalog_v1_AuthenticateRequest>
        AuthenticateResponse: MessageTypeDefinition<_quartet_catalog_v1_AuthenticateResponseInput, _quartet_catalog_v1_AuthenticateResponse>
        CancelGenerationRequest: MessageTypeDefinition<_quartet_catalog_v1_CancelGenerationRequestInput, _quartet_catalog_v1_CancelGenerationRequest>
        CancelGenerationResponse: MessageTypeDefinition<_quartet_catalog_v1_CancelGenerationResponseInput, _quartet_catalog_v1_CancelGenerationResponse>
        /**
         * The only part that opens the database. The first group serves the front door, for a viewer; the second the workers, for
         * a task; the last the scheduler.
         */
        Catalog: SubtypeConstructor<typeof grpc.Client, _quartet_catalog_v1_CatalogClient> & { service: _quartet_catalog_v1_CatalogDefinition }
        CreateGenerationRequest: MessageTypeDefinition<_quartet_catalog_v1_CreateGenerationRequestInput, _quartet_catalog_v1_CreateGenerationRequest>
        CreateGenerationResponse: MessageTypeDefinition<_quartet_catalog_v1_CreateGenerationResponseInput, _quartet_catalog_v1_CreateGenerationResponse>
        CreateSessionRequest: MessageTypeDefinition<_quartet_catalog_v1_CreateSessionRequestInput, _quartet_catalog_v1_CreateSessionRequest>
        CreateSessionResponse: MessageTypeDefinition<_quartet_catalog_v1_CreateSessionResponseInput, _quartet_catalog_v1_CreateSessionResponse>
        DeleteGenerationRequest: MessageTypeDefinition<_quartet_catalog_v1_DeleteGenerationRequestInput, _quartet_catalog_v1_DeleteGenerationRequest>
        DeleteGenerationResponse: MessageTypeDefinition<_quartet_catalog_v1_DeleteGenerationResponseInput, _quartet_catalog_v1_DeleteGenerationResponse>
        DeleteSessionRequest: MessageTypeDefinition<_quartet_catalog_v1_DeleteSessionRequestInput, _quartet_catalog_v1_DeleteSessionRequest>
        DeleteSessionResponse: MessageTypeDefinition<_quartet_catalog_v1_DeleteSessionResponseInput, _quartet_catalog_v1_DeleteSessionResponse>
        DropCheckpointRequest: MessageTypeDefinition<_quartet_catalog_v1_DropCheckpointRequestInput, _quartet_catalog_v1_DropCheckpointRequest>
        DropCheckpointResponse: MessageTypeDefinition<_quartet_catalog_v1_DropCheckpointResponseInput, _quartet_catalog_v1_DropCheckpointResponse>
        FileKind: EnumTypeDefinition
        Generation: MessageTypeDefinition<_quartet_catalog_v1_GenerationInput, _quartet_catalog_v1_Generation>
        GenerationOptions: MessageTypeDefinition<_quartet_catalog_v1_GenerationOptionsInput, _quartet_catalog_v1_GenerationOptions>
        GenerationStatus: EnumTypeDefinition
        GetGenerationRequest: MessageTypeDefinition<_quartet_catalog_v1_GetGenerationRequestInput, _quartet_catalog_v1_GetGenerationRequest>
        GetGenerationResponse: MessageTypeDefinition<_quartet_catalog_v1_GetGenerationResponseInput, _quartet_catalog_v1_GetGenerationResponse>
        GetImageRequest: MessageTypeDefinition<_quartet_catalog_v1_GetImageRequestInput, _quartet_catalog_v1_GetImageRequest>
        GetImageResponse: MessageTypeDefinition<_quartet_catalog_v1_GetImageResponseInput, _quartet_catalog_v1_GetImageResponse>
        GetTaskRequest: MessageTypeDefinition<_quartet_catalog_v1_GetTaskRequestInput, _quartet_catalog_v1_GetTaskRequest>
        GetTaskResponse: MessageTypeDefinition<_quartet_catalog_v1_GetTaskResponseInput, _quartet_catalog_v1_GetTaskResponse>
        Image: MessageTypeDefinition<_quartet_catalog_v1_ImageInput, _quartet_catalog_v1_Image>
        ImageScope: EnumTypeDefinition
        ImageStatus: EnumTypeDefinition
        ListFactsRequest: MessageTypeDefinition<_quartet_catalog_v1_ListFactsRequestInput, _quartet_catalog_v1_ListFactsRequest>
        ListFactsResponse: MessageTypeDefinition<_quartet_catalog_v1_ListFactsResponseInput, _quartet_catalog_v1_ListFactsResponse>
        ListGenerationsRequest: MessageTypeDefinition<_quartet_catalog_v1_ListGenerationsRequestInput, _quartet_catalog_v1_ListGenerationsRequest>
        ListGenerationsResponse: MessageTypeDefinition<_quartet_catalog_v1_ListGenerationsResponseInput, _quartet_catalog_v1_ListGenerationsResponse>
        ListImagesRequest: MessageTypeDefinition<_quartet_catalog_v1_ListImagesRequestInput, _quartet_catalog_v1_ListImagesRequest>
        ListImagesResponse: MessageTypeDefinition<_quartet_catalog_v1_ListImagesResponseInput, _quartet_catalog_v1_ListImagesResponse>
        ListModelsRequest: MessageTypeDefinition<_quartet_catalog_v1_ListModelsRequestInput, _quartet_catalog_v1_ListModelsRequest>
        ListModelsResponse: MessageTypeDefinition<_quartet_catalog_v1_ListModelsResponseInput, _quartet_catalog_v1_ListModelsResponse>
        LocateFileRequest: MessageTypeDefinition<_quartet_catalog_v1_LocateFileRequestInput, _quartet_catalog_v1_LocateFileRequest>
        LocateFileResponse: MessageTypeDefinition<_quartet_catalog_v1_LocateFileResponseInput, _quartet_catalog_v1_LocateFileResponse>
        MagicPrompt: EnumTypeDefinition
        Model: MessageTypeDefinition<_quartet_catalog_v1_ModelInput, _quartet_catalog_v1_Model>
        RecordCheckpointRequest: MessageTypeDefinition<_quartet_catalog_v1_RecordCheckpointRequestInput, _quartet_catalog_v1_RecordCheckpointRequest>
        RecordCheckpointResponse: MessageTypeDefinition<_quartet_catalog_v1_RecordCheckpointResponseInput, _quartet_catalog_v1_RecordCheckpointResponse>
        RecordFailureRequest: MessageTypeDefinition<_quartet_catalog_v1_RecordFailureRequestInput, _quartet_catalog_v1_RecordFailureRequest>
        RecordFailureResponse: MessageTypeDefinition<_quartet_catalog_v1_RecordFailureResponseInput, _quartet_catalog_v1_RecordFailureResponse>
        RecordResultRequest: MessageTypeDefinition<_quartet_catalog_v1_RecordResultRequestInput, _quartet_catalog_v1_RecordResultRequest>
        RecordResultResponse: MessageTypeDefinition<_quartet_catalog_v1_RecordResultResponseInput, _quartet_catalog_v1_RecordResultResponse>
        RecordStartRequest: MessageTypeDefinition<_quartet_catalog_v1_RecordStartRequestInput, _quartet_catalog_v1_RecordStartRequest>
        RecordStartResponse: MessageTypeDefinition<_quartet_catalog_v1_RecordStartResponseInput, _quartet_catalog_v1_RecordStartResponse>
        SetLikeRequest: MessageTypeDefinition<_quartet_catalog_v1_SetLikeRequestInput, _quartet_catalog_v1_SetLikeRequest>
        SetLikeResponse: MessageTypeDefinition<_quartet_catalog_v1_SetLikeResponseInput, _quartet_catalog_v1_SetLikeResponse>
        SetPinRequest: MessageTypeDefinition<_quartet_catalog_v1_SetPinRequestInput, _quartet_catalog_v1_SetPinRequest>
        SetPinResponse: MessageTypeDefinition<_quartet_catalog_v1_SetPinResponseInput, _quartet_catalog_v1_SetPinResponse>
        SetVisibilityRequest: MessageTypeDefinition<_quartet_catalog_v1_SetVisibilityRequestInput, _quartet_catalog_v1_SetVisibilityRequest>
        SetVisibilityResponse: MessageTypeDefinition<_quartet_catalog_v1_SetVisibilityResponseInput, _quartet_catalog_v1_SetVisibilityResponse>
        SignUploadRequest: MessageTypeDefinition<_quartet_catalog_v1_SignUploadRequestInput, _quartet_catalog_v1_SignUploadRequest>
        SignUploadResponse: MessageTypeDefinition<_quartet_catalog_v1_SignUploadResponseInput, _quartet_catalog_v1_SignUploadResponse>
        Size: MessageTypeDefinition<_quartet_catalog_v1_SizeInput, _quartet_catalog_v1_Size>
        TakeEpochRequest: MessageTypeDefinition<_quartet_catalog_v1_TakeEpochRequestInput, _quartet_catalog_v1_TakeEpochRequest>
        TakeEpochResponse: MessageTypeDefinition<_quartet_catalog_v1_TakeEpochResponseInput, _quartet_catalog_v1_TakeEpochResponse>
        TransformImageRequest: MessageTypeDefinition<_quartet_catalog_v1_TransformImageRequestInput, _quartet_catalog_v1_TransformImageRequest>
        TransformImageResponse: MessageTypeDefinition<_quartet_catalog_v1_TransformImageResponseInput, _quartet_catalog_v1_TransformImageResponse>
        Viewer: MessageTypeDefinition<_quartet_catalog_v1_ViewerInput, _quartet_catalog_v1_Viewer>
        Visibility: EnumTypeDefinition
        VisibilityResult: MessageTypeDefinition<_quartet_catalog_v1_VisibilityResultInput, _quartet_catalog_v1_VisibilityResult>
      }
    }
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

