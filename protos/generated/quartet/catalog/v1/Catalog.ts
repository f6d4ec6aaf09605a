// Original file: protos/quartet/catalog/v1/catalog.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AuthenticateRequestInput as _quartet_catalog_v1_AuthenticateRequestInput, AuthenticateRequest as _quartet_catalog_v1_AuthenticateRequest } from '../../../quartet/catalog/v1/AuthenticateRequest.ts';
import type { AuthenticateResponseInput as _quartet_catalog_v1_AuthenticateResponseInput, AuthenticateResponse as _quartet_catalog_v1_AuthenticateResponse } from '../../../quartet/catalog/v1/AuthenticateResponse.ts';
import type { CancelGenerationRequestInput as _quartet_catalog_v1_CancelGenerationRequestInput, CancelGenerationRequest as _quartet_catalog_v1_CancelGenerationRequest } from '../../../quartet/catalog/v1/CancelGenerationRequest.ts';
import type { CancelGenerationResponseInput as _quartet_catalog_v1_CancelGenerationResponseInput, CancelGenerationResponse as _quartet_catalog_v1_CancelGenerationResponse } from '../../../quartet/catalog/v1/CancelGenerationResponse.ts';
import type { CreateGenerationRequestInput as _quartet_catalog_v1_CreateGenerationRequestInput, CreateGenerationRequest as _quartet_catalog_v1_CreateGenerationRequest } from '../../../quartet/catalog/v1/CreateGenerationRequest.ts';
import type { CreateGenerationResponseInput as _quartet_catalog_v1_CreateGenerationResponseInput, CreateGenerationResponse as _quartet_catalog_v1_CreateGenerationResponse } from '../../../quartet/catalog/v1/CreateGenerationResponse.ts';
import type { CreateSessionRequestInput as _quartet_catalog_v1_CreateSessionRequestInput, CreateSessionRequest as _quartet_catalog_v1_CreateSessionRequest } from '../../../quartet/catalog/v1/CreateSessionRequest.ts';
import type { CreateSessionResponseInput as _quartet_catalog_v1_CreateSessionResponseInput, CreateSessionResponse as _quartet_catalog_v1_CreateSessionResponse } from '../../../quartet/catalog/v1/CreateSessionResponse.ts';
import type { DeleteGenerationRequestInput as _quartet_catalog_v1_DeleteGenerationRequestInput, DeleteGenerationRequest as _quartet_catalog_v1_DeleteGenerationRequest } from '../../../quartet/catalog/v1/DeleteGenerationRequest.ts';
import type { DeleteGenerationResponseInput as _quartet_catalog_v1_DeleteGenerationResponseInput, DeleteGenerationResponse as _quartet_catalog_v1_DeleteGenerationResponse } from '../../../quartet/catalog/v1/DeleteGenerationResponse.ts';
import type { DeleteSessionRequestInput as _quartet_catalog_v1_DeleteSessionRequestInput, DeleteSessionRequest as _quartet_catalog_v1_DeleteSessionRequest } from '../../../quartet/catalog/v1/DeleteSessionRequest.ts';
import type { DeleteSessionResponseInput as _quartet_catalog_v1_DeleteSessionResponseInput, DeleteSessionResponse as _quartet_catalog_v1_DeleteSessionResponse } from '../../../quartet/catalog/v1/DeleteSessionResponse.ts';
import type { DropCheckpointRequestInput as _quartet_catalog_v1_DropCheckpointRequestInput, DropCheckpointRequest as _quartet_catalog_v1_DropCheckpointRequest } from '../../../quartet/catalog/v1/DropCheckpointRequest.ts';
import type { DropCheckpointResponseInput as _quartet_catalog_v1_DropCheckpointResponseInput, DropCheckpointResponse as _quartet_catalog_v1_DropCheckpointResponse } from '../../../quartet/catalog/v1/DropCheckpointResponse.ts';
import type { GetGenerationRequestInput as _quartet_catalog_v1_GetGenerationRequestInput, GetGenerationRequest as _quartet_catalog_v1_GetGenerationRequest } from '../../../quartet/catalog/v1/GetGenerationRequest.ts';
import type { GetGenerationResponseInput as _quartet_catalog_v1_GetGenerationResponseInput, GetGenerationResponse as _quartet_catalog_v1_GetGenerationResponse } from '../../../quartet/catalog/v1/GetGenerationResponse.ts';
import type { GetImageRequestInput as _quartet_catalog_v1_GetImageRequestInput, GetImageRequest as _quartet_catalog_v1_GetImageRequest } from '../../../quartet/catalog/v1/GetImageRequest.ts';
import type { GetImageResponseInput as _quartet_catalog_v1_GetImageResponseInput, GetImageResponse as _quartet_catalog_v1_GetImageResponse } from '../../../quartet/catalog/v1/GetImageResponse.ts';
import type { GetTaskRequestInput as _quartet_catalog_v1_GetTaskRequestInput, GetTaskRequest as _quartet_catalog_v1_GetTaskRequest } from '../../../quartet/catalog/v1/GetTaskRequest.ts';
import type { GetTaskResponseInput as _quartet_catalog_v1_GetTaskResponseInput, GetTaskResponse as _quartet_catalog_v1_GetTaskResponse } from '../../../quartet/catalog/v1/GetTaskResponse.ts';
import type { ListFactsRequestInput as _quartet_catalog_v1_ListFactsRequestInput, ListFactsRequest as _quartet_catalog_v1_ListFactsRequest } from '../../../quartet/catalog/v1/ListFactsRequest.ts';
import type { ListFactsResponseInput as _quartet_catalog_v1_ListFactsResponseInput, ListFactsResponse as _quartet_catalog_v1_ListFactsResponse } from '../../../quartet/catalog/v1/ListFactsResponse.ts';
import type { ListGenerationsRequestInput as _quartet_catalog_v1_ListGenerationsRequestInput, ListGenerationsRequest as _quartet_catalog_v1_ListGenerationsRequest } from '../../../quartet/catalog/v1/ListGenerationsRequest.ts';
import type { ListGenerationsResponseInput as _quartet_catalog_v1_ListGenerationsResponseInput, ListGenerationsResponse as _quartet_catalog_v1_ListGenerationsResponse } from '../../../quartet/catalog/v1/ListGenerationsResponse.ts';
import type { ListImagesRequestInput as _quartet_catalog_v1_ListImagesRequestInput, ListImagesRequest as _quartet_catalog_v1_ListImagesRequest } from '../../../quartet/catalog/v1/ListImagesRequest.ts';
import type { ListImagesResponseInput as _quartet_catalog_v1_ListImagesResponseInput, ListImagesResponse as _quartet_catalog_v1_ListImagesResponse } from '../../../quartet/catalog/v1/ListImagesResponse.ts';
import type { ListModelsRequestInput as _quartet_catalog_v1_ListModelsRequestInput, ListModelsRequest as _quartet_catalog_v1_ListModelsRequest } from '../../../quartet/catalog/v1/ListModelsRequest.ts';
import type { ListModelsResponseInput as _quartet_catalog_v1_ListModelsResponseInput, ListModelsResponse as _quartet_catalog_v1_ListModelsResponse } from '../../../quartet/catalog/v1/ListModelsResponse.ts';
import type { LocateFileRequestInput as _quartet_catalog_v1_LocateFileRequestInput, LocateFileRequest as _quartet_catalog_v1_LocateFileRequest } from '../../../quartet/catalog/v1/LocateFileRequest.ts';
import type { LocateFileResponseInput as _quartet_catalog_v1_LocateFileResponseInput, LocateFileResponse as _quartet_catalog_v1_LocateFileResponse } from '../../../quartet/catalog/v1/LocateFileResponse.ts';
import type { RecordCheckpointRequestInput as _quartet_catalog_v1_RecordCheckpointRequestInput, RecordCheckpointRequest as _quartet_catalog_v1_RecordCheckpointRequest } from '../../../quartet/catalog/v1/RecordCheckpointRequest.ts';
import type { RecordCheckpointResponseInput as _quartet_catalog_v1_RecordCheckpointResponseInput, RecordCheckpointResponse as _quartet_catalog_v1_RecordCheckpointResponse } from '../../../quartet/catalog/v1/RecordCheckpointResponse.ts';
import type { RecordFailureRequestInput as _quartet_catalog_v1_RecordFailureRequestInput, RecordFailureRequest as _quartet_catalog_v1_RecordFailureRequest } from '../../../quartet/catalog/v1/RecordFailureRequest.ts';
import type { RecordFailureResponseInput as _quartet_catalog_v1_RecordFailureResponseInput, RecordFailureResponse as _quartet_catalog_v1_RecordFailureResponse } from '../../../quartet/catalog/v1/RecordFailureResponse.ts';
import type { RecordResultRequestInput as _quartet_catalog_v1_RecordResultRequestInput, RecordResultRequest as _quartet_catalog_v1_RecordResultRequest } from '../../../quartet/catalog/v1/RecordResultRequest.ts';
import type { RecordResultResponseInput as _quartet_catalog_v1_RecordResultResponseInput, RecordResultResponse as _quartet_catalog_v1_RecordResultResponse } from '../../../quartet/catalog/v1/RecordResultResponse.ts';
import type { RecordStartRequestInput as _quartet_catalog_v1_RecordStartRequestInput, RecordStartRequest as _quartet_catalog_v1_RecordStartRequest } from '../../../quartet/catalog/v1/RecordStartRequest.ts';
import type { RecordStartResponseInput as _quartet_catalog_v1_RecordStartResponseInput, RecordStartResponse as _quartet_catalog_v1_RecordStartResponse } from '../../../quartet/catalog/v1/RecordStartResponse.ts';
import type { SetLikeRequestInput as _quartet_catalog_v1_SetLikeRequestInput, SetLikeRequest as _quartet_catalog_v1_SetLikeRequest } from '../../../quartet/catalog/v1/SetLikeRequest.ts';
import type { SetLikeResponseInput as _quartet_catalog_v1_SetLikeResponseInput, SetLikeResponse as _quartet_catalog_v1_SetLikeResponse } from '../../../quartet/catalog/v1/SetLikeResponse.ts';
import type { SetPinRequestInput as _quartet_catalog_v1_SetPinRequestInput, SetPinRequest as _quartet_catalog_v1_SetPinRequest } from '../../../quartet/catalog/v1/SetPinRequest.ts';
import type { SetPinResponseInput as _quartet_catalog_v1_SetPinResponseInput, SetPinResponse as _quartet_catalog_v1_SetPinResponse } from '../../../quartet/catalog/v1/SetPinResponse.ts';
import type { SetVisibilityRequestInput as _quartet_catalog_v1_SetVisibilityRequestInput, SetVisibilityRequest as _quartet_catalog_v1_SetVisibilityRequest } from '../../../quartet/catalog/v1/SetVisibilityRequest.ts';
import type { SetVisibilityResponseInput as _quartet_catalog_v1_SetVisibilityResponseInput, SetVisibilityResponse as _quartet_catalog_v1_SetVisibilityResponse } from '../../../quartet/catalog/v1/SetVisibilityResponse.ts';
import type { SignUploadRequestInput as _quartet_catalog_v1_SignUploadRequestInput, SignUploadRequest as _quartet_catalog_v1_SignUploadRequest } from '../../../quartet/catalog/v1/SignUploadRequest.ts';
import type { SignUploadResponseInput as _quartet_catalog_v1_SignUploadResponseInput, SignUploadResponse as _quartet_catalog_v1_SignUploadResponse } from '../../../quartet/catalog/v1/SignUploadResponse.ts';
import type { TakeEpochRequestInput as _quartet_catalog_v1_TakeEpochRequestInput, TakeEpochRequest as _quartet_catalog_v1_TakeEpochRequest } from '../../../quartet/catalog/v1/TakeEpochRequest.ts';
import type { TakeEpochResponseInput as _quartet_catalog_v1_TakeEpochResponseInput, TakeEpochResponse as _quartet_catalog_v1_TakeEpochResponse } from '../../../quartet/catalog/v1/TakeEpochResponse.ts';
import type { TransformImageRequestInput as _quartet_catalog_v1_TransformImageRequestInput, TransformImageRequest as _quartet_catalog_v1_TransformImageRequest } from '../../../quartet/catalog/v1/TransformImageRequest.ts';
import type { TransformImageResponseInput as _quartet_catalog_v1_TransformImageResponseInput, TransformImageResponse as _quartet_catalog_v1_TransformImageResponse } from '../../../quartet/catalog/v1/TransformImageResponse.ts';

/**
 * The only part that opens the database. The first group serves the front door, for a viewer; the second the workers, for
 * a task; the last the scheduler.
 */
export interface CatalogClient extends grpc.Client {
  /**
   * Who holds a key, or a session made from one.
   */
  Authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  Authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  Authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  Authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  /**
   * Who holds a key, or a session made from one.
   */
  authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  authenticate(argument: _quartet_catalog_v1_AuthenticateRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_AuthenticateResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends what has not ended of the viewer's own generation. What had ended stays as it is.
   */
  CancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  CancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  CancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  CancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  /**
   * Ends what has not ended of the viewer's own generation. What had ended stays as it is.
   */
  cancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  cancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  cancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  cancelGeneration(argument: _quartet_catalog_v1_CancelGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_CancelGenerationResponse>): grpc.ClientUnaryCall;
  
  /**
   * Accepts a generation: its row, its images', its facts and its workflow's start in one transaction.
   */
  CreateGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  CreateGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  CreateGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  CreateGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  /**
   * Accepts a generation: its row, its images', its facts and its workflow's start in one transaction.
   */
  createGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  createGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  createGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  createGeneration(argument: _quartet_catalog_v1_CreateGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_CreateGenerationResponse>): grpc.ClientUnaryCall;
  
  /**
   * Trades a key for a session, for browsers.
   */
  CreateSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Trades a key for a session, for browsers.
   */
  createSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _quartet_catalog_v1_CreateSessionRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Deletes the viewer's own generation with all its images: at once nobody sees them any more, a while later rows and
   * objects are swept. What had not ended is ended first.
   */
  DeleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  DeleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  DeleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  DeleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  /**
   * Deletes the viewer's own generation with all its images: at once nobody sees them any more, a while later rows and
   * objects are swept. What had not ended is ended first.
   */
  deleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  deleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  deleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  deleteGeneration(argument: _quartet_catalog_v1_DeleteGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteGenerationResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends a session. Unknown ones are no error.
   */
  DeleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Ends a session. Unknown ones are no error.
   */
  deleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _quartet_catalog_v1_DeleteSessionRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * No node goes on from a checkpoint of an image: it is forgotten if it is the newest, so that one of an earlier step can be
   * recorded. Nothing when it is not.
   */
  DropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  DropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  DropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  DropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  /**
   * No node goes on from a checkpoint of an image: it is forgotten if it is the newest, so that one of an earlier step can be
   * recorded. Nothing when it is not.
   */
  dropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  dropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  dropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  dropCheckpoint(argument: _quartet_catalog_v1_DropCheckpointRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_DropCheckpointResponse>): grpc.ClientUnaryCall;
  
  /**
   * One generation as the viewer may see it.
   */
  GetGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  GetGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  GetGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  GetGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  /**
   * One generation as the viewer may see it.
   */
  getGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  getGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  getGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  getGeneration(argument: _quartet_catalog_v1_GetGenerationRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_GetGenerationResponse>): grpc.ClientUnaryCall;
  
  /**
   * One image as the viewer may see it.
   */
  GetImage(argument: _quartet_catalog_v1_GetImageRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  GetImage(argument: _quartet_catalog_v1_GetImageRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  GetImage(argument: _quartet_catalog_v1_GetImageRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  GetImage(argument: _quartet_catalog_v1_GetImageRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  /**
   * One image as the viewer may see it.
   */
  getImage(argument: _quartet_catalog_v1_GetImageRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  getImage(argument: _quartet_catalog_v1_GetImageRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  getImage(argument: _quartet_catalog_v1_GetImageRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  getImage(argument: _quartet_catalog_v1_GetImageRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_GetImageResponse>): grpc.ClientUnaryCall;
  
  /**
   * A task with its private content.
   */
  GetTask(argument: _quartet_catalog_v1_GetTaskRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  GetTask(argument: _quartet_catalog_v1_GetTaskRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  GetTask(argument: _quartet_catalog_v1_GetTaskRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  GetTask(argument: _quartet_catalog_v1_GetTaskRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  /**
   * A task with its private content.
   */
  getTask(argument: _quartet_catalog_v1_GetTaskRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  getTask(argument: _quartet_catalog_v1_GetTaskRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  getTask(argument: _quartet_catalog_v1_GetTaskRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  getTask(argument: _quartet_catalog_v1_GetTaskRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  
  /**
   * A generation's facts after a number, as the viewer may see them.
   */
  ListFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  ListFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  ListFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  ListFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  /**
   * A generation's facts after a number, as the viewer may see them.
   */
  listFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  listFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  listFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  listFacts(argument: _quartet_catalog_v1_ListFactsRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListFactsResponse>): grpc.ClientUnaryCall;
  
  /**
   * The viewer's own generations, newest first.
   */
  ListGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  ListGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  ListGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  ListGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  /**
   * The viewer's own generations, newest first.
   */
  listGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  listGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  listGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  listGenerations(argument: _quartet_catalog_v1_ListGenerationsRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListGenerationsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Images the viewer may see, by keyset.
   */
  ListImages(argument: _quartet_catalog_v1_ListImagesRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  ListImages(argument: _quartet_catalog_v1_ListImagesRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  ListImages(argument: _quartet_catalog_v1_ListImagesRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  ListImages(argument: _quartet_catalog_v1_ListImagesRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  /**
   * Images the viewer may see, by keyset.
   */
  listImages(argument: _quartet_catalog_v1_ListImagesRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  listImages(argument: _quartet_catalog_v1_ListImagesRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  listImages(argument: _quartet_catalog_v1_ListImagesRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  listImages(argument: _quartet_catalog_v1_ListImagesRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListImagesResponse>): grpc.ClientUnaryCall;
  
  /**
   * The models that can be asked for.
   */
  ListModels(argument: _quartet_catalog_v1_ListModelsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  ListModels(argument: _quartet_catalog_v1_ListModelsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  ListModels(argument: _quartet_catalog_v1_ListModelsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  ListModels(argument: _quartet_catalog_v1_ListModelsRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  /**
   * The models that can be asked for.
   */
  listModels(argument: _quartet_catalog_v1_ListModelsRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  listModels(argument: _quartet_catalog_v1_ListModelsRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  listModels(argument: _quartet_catalog_v1_ListModelsRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  listModels(argument: _quartet_catalog_v1_ListModelsRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_ListModelsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Where an image's file lies, if the viewer may see it.
   */
  LocateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  LocateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  LocateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  LocateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  /**
   * Where an image's file lies, if the viewer may see it.
   */
  locateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  locateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  locateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  locateFile(argument: _quartet_catalog_v1_LocateFileRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_LocateFileResponse>): grpc.ClientUnaryCall;
  
  /**
   * A checkpoint of an image is stored: the next lease goes on from it. Nothing when a later step is recorded already.
   */
  RecordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  RecordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  RecordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  RecordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  /**
   * A checkpoint of an image is stored: the next lease goes on from it. Nothing when a later step is recorded already.
   */
  recordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  recordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  recordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  recordCheckpoint(argument: _quartet_catalog_v1_RecordCheckpointRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordCheckpointResponse>): grpc.ClientUnaryCall;
  
  /**
   * An image has failed for good. A repeat is no error; refused with already_ended when it ended otherwise.
   */
  RecordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  RecordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  RecordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  RecordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  /**
   * An image has failed for good. A repeat is no error; refused with already_ended when it ended otherwise.
   */
  recordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  recordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  recordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  recordFailure(argument: _quartet_catalog_v1_RecordFailureRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordFailureResponse>): grpc.ClientUnaryCall;
  
  /**
   * An image, its thumbnail and thumbhash are stored: it becomes ready. The first valid result wins; a repeat of it
   * answers as the first did; any other is refused with already_ended.
   */
  RecordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  RecordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  RecordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  RecordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  /**
   * An image, its thumbnail and thumbhash are stored: it becomes ready. The first valid result wins; a repeat of it
   * answers as the first did; any other is refused with already_ended.
   */
  recordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  recordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  recordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  recordResult(argument: _quartet_catalog_v1_RecordResultRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordResultResponse>): grpc.ClientUnaryCall;
  
  /**
   * A node has begun an image under a lease. Refused with already_ended when the image has ended.
   */
  RecordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  RecordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  RecordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  RecordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  /**
   * A node has begun an image under a lease. Refused with already_ended when the image has ended.
   */
  recordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  recordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  recordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  recordStart(argument: _quartet_catalog_v1_RecordStartRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_RecordStartResponse>): grpc.ClientUnaryCall;
  
  /**
   * Likes an image, or no longer. Repeats are no error.
   */
  SetLike(argument: _quartet_catalog_v1_SetLikeRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  SetLike(argument: _quartet_catalog_v1_SetLikeRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  SetLike(argument: _quartet_catalog_v1_SetLikeRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  SetLike(argument: _quartet_catalog_v1_SetLikeRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  /**
   * Likes an image, or no longer. Repeats are no error.
   */
  setLike(argument: _quartet_catalog_v1_SetLikeRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  setLike(argument: _quartet_catalog_v1_SetLikeRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  setLike(argument: _quartet_catalog_v1_SetLikeRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  setLike(argument: _quartet_catalog_v1_SetLikeRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SetLikeResponse>): grpc.ClientUnaryCall;
  
  /**
   * Pins one of the viewer's own images to their profile, or no longer. Repeats are no error.
   */
  SetPin(argument: _quartet_catalog_v1_SetPinRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  SetPin(argument: _quartet_catalog_v1_SetPinRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  SetPin(argument: _quartet_catalog_v1_SetPinRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  SetPin(argument: _quartet_catalog_v1_SetPinRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  /**
   * Pins one of the viewer's own images to their profile, or no longer. Repeats are no error.
   */
  setPin(argument: _quartet_catalog_v1_SetPinRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  setPin(argument: _quartet_catalog_v1_SetPinRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  setPin(argument: _quartet_catalog_v1_SetPinRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  setPin(argument: _quartet_catalog_v1_SetPinRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SetPinResponse>): grpc.ClientUnaryCall;
  
  /**
   * Makes the viewer's own images public or private; told for each.
   */
  SetVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  SetVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  SetVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  SetVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  /**
   * Makes the viewer's own images public or private; told for each.
   */
  setVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  setVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  setVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  setVisibility(argument: _quartet_catalog_v1_SetVisibilityRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SetVisibilityResponse>): grpc.ClientUnaryCall;
  
  /**
   * A presigned URL for one object of one size and digest under one lease.
   */
  SignUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  SignUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  SignUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  SignUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  /**
   * A presigned URL for one object of one size and digest under one lease.
   */
  signUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  signUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  signUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  signUpload(argument: _quartet_catalog_v1_SignUploadRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_SignUploadResponse>): grpc.ClientUnaryCall;
  
  /**
   * The next epoch of the scheduler's leadership: greater than all before.
   */
  TakeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  TakeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  TakeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  TakeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  /**
   * The next epoch of the scheduler's leadership: greater than all before.
   */
  takeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  takeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  takeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  takeEpoch(argument: _quartet_catalog_v1_TakeEpochRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_TakeEpochResponse>): grpc.ClientUnaryCall;
  
  /**
   * Accepts a generation that makes one image from another: enlarges it or removes its background.
   */
  TransformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  TransformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  TransformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  TransformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  /**
   * Accepts a generation that makes one image from another: enlarges it or removes its background.
   */
  transformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  transformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, metadata: grpc.Metadata, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  transformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, options: grpc.CallOptions, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  transformImage(argument: _quartet_catalog_v1_TransformImageRequestInput, callback: grpc.requestCallback<_quartet_catalog_v1_TransformImageResponse>): grpc.ClientUnaryCall;
  
}

/**
 * The only part that opens the database. The first group serves the front door, for a viewer; the second the workers, for
 * a task; the last the scheduler.
 */
export interface CatalogHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Who holds a key, or a session made from one.
   */
  Authenticate: grpc.handleUnaryCall<_quartet_catalog_v1_AuthenticateRequest, _quartet_catalog_v1_AuthenticateResponseInput>;
  
  /**
   * Ends what has not ended of the viewer's own generation. What had ended stays as it is.
   */
  CancelGeneration: grpc.handleUnaryCall<_quartet_catalog_v1_CancelGenerationRequest, _quartet_catalog_v1_CancelGenerationResponseInput>;
  
  /**
   * Accepts a generation: its row, its images', its facts and its workflow's start in one transaction.
   */
  CreateGeneration: grpc.handleUnaryCall<_quartet_catalog_v1_CreateGenerationRequest, _quartet_catalog_v1_CreateGenerationResponseInput>;
  
  /**
   * Trades a key for a session, for browsers.
   */
  CreateSession: grpc.handleUnaryCall<_quartet_catalog_v1_CreateSessionRequest, _quartet_catalog_v1_CreateSessionResponseInput>;
  
  /**
   * Deletes the viewer's own generation with all its images: at once nobody sees them any more, a while later rows and
   * objects are swept. What had not ended is ended first.
   */
  DeleteGeneration: grpc.handleUnaryCall<_quartet_catalog_v1_DeleteGenerationRequest, _quartet_catalog_v1_DeleteGenerationResponseInput>;
  
  /**
   * Ends a session. Unknown ones are no error.
   */
  DeleteSession: grpc.handleUnaryCall<_quartet_catalog_v1_DeleteSessionRequest, _quartet_catalog_v1_DeleteSessionResponseInput>;
  
  /**
   * No node goes on from a checkpoint of an image: it is forgotten if it is the newest, so that one of an earlier step can be
   * recorded. Nothing when it is not.
   */
  DropCheckpoint: grpc.handleUnaryCall<_quartet_catalog_v1_DropCheckpointRequest, _quartet_catalog_v1_DropCheckpointResponseInput>;
  
  /**
   * One generation as the viewer may see it.
   */
  GetGeneration: grpc.handleUnaryCall<_quartet_catalog_v1_GetGenerationRequest, _quartet_catalog_v1_GetGenerationResponseInput>;
  
  /**
   * One image as the viewer may see it.
   */
  GetImage: grpc.handleUnaryCall<_quartet_catalog_v1_GetImageRequest, _quartet_catalog_v1_GetImageResponseInput>;
  
  /**
   * A task with its private content.
   */
  GetTask: grpc.handleUnaryCall<_quartet_catalog_v1_GetTaskRequest, _quartet_catalog_v1_GetTaskResponseInput>;
  
  /**
   * A generation's facts after a number, as the viewer may see them.
   */
  ListFacts: grpc.handleUnaryCall<_quartet_catalog_v1_ListFactsRequest, _quartet_catalog_v1_ListFactsResponseInput>;
  
  /**
   * The viewer's own generations, newest first.
   */
  ListGenerations: grpc.handleUnaryCall<_quartet_catalog_v1_ListGenerationsRequest, _quartet_catalog_v1_ListGenerationsResponseInput>;
  
  /**
   * Images the viewer may see, by keyset.
   */
  ListImages: grpc.handleUnaryCall<_quartet_catalog_v1_ListImagesRequest, _quartet_catalog_v1_ListImagesResponseInput>;
  
  /**
   * The models that can be asked for.
   */
  ListModels: grpc.handleUnaryCall<_quartet_catalog_v1_ListModelsRequest, _quartet_catalog_v1_ListModelsResponseInput>;
  
  /**
   * Where an image's file lies, if the viewer may see it.
   */
  LocateFile: grpc.handleUnaryCall<_quartet_catalog_v1_LocateFileRequest, _quartet_catalog_v1_LocateFileResponseInput>;
  
  /**
   * A checkpoint of an image is stored: the next lease goes on from it. Nothing when a later step is recorded already.
   */
  RecordCheckpoint: grpc.handleUnaryCall<_quartet_catalog_v1_RecordCheckpointRequest, _quartet_catalog_v1_RecordCheckpointResponseInput>;
  
  /**
   * An image has failed for good. A repeat is no error; refused with already_ended when it ended otherwise.
   */
  RecordFailure: grpc.handleUnaryCall<_quartet_catalog_v1_RecordFailureRequest, _quartet_catalog_v1_RecordFailureResponseInput>;
  
  /**
   * An image, its thumbnail and thumbhash are stored: it becomes ready. The first valid result wins; a repeat of it
   * answers as the first did; any other is refused with already_ended.
   */
  RecordResult: grpc.handleUnaryCall<_quartet_catalog_v1_RecordResultRequest, _quartet_catalog_v1_RecordResultResponseInput>;
  
  /**
   * A node has begun an image under a lease. Refused with already_ended when the image has ended.
   */
  RecordStart: grpc.handleUnaryCall<_quartet_catalog_v1_RecordStartRequest, _quartet_catalog_v1_RecordStartResponseInput>;
  
  /**
   * Likes an image, or no longer. Repeats are no error.
   */
  SetLike: grpc.handleUnaryCall<_quartet_catalog_v1_SetLikeRequest, _quartet_catalog_v1_SetLikeResponseInput>;
  
  /**
   * Pins one of the viewer's own images to their profile, or no longer. Repeats are no error.
   */
  SetPin: grpc.handleUnaryCall<_quartet_catalog_v1_SetPinRequest, _quartet_catalog_v1_SetPinResponseInput>;
  
  /**
   * Makes the viewer's own images public or private; told for each.
   */
  SetVisibility: grpc.handleUnaryCall<_quartet_catalog_v1_SetVisibilityRequest, _quartet_catalog_v1_SetVisibilityResponseInput>;
  
  /**
   * A presigned URL for one object of one size and digest under one lease.
   */
  SignUpload: grpc.handleUnaryCall<_quartet_catalog_v1_SignUploadRequest, _quartet_catalog_v1_SignUploadResponseInput>;
  
  /**
   * The next epoch of the scheduler's leadership: greater than all before.
   */
  TakeEpoch: grpc.handleUnaryCall<_quartet_catalog_v1_TakeEpochRequest, _quartet_catalog_v1_TakeEpochResponseInput>;
  
  /**
   * Accepts a generation that makes one image from another: enlarges it or removes its background.
   */
  TransformImage: grpc.handleUnaryCall<_quartet_catalog_v1_TransformImageRequest, _quartet_catalog_v1_TransformImageResponseInput>;
  
}

export interface CatalogDefinition extends grpc.ServiceDefinition {
  Authenticate: MethodDefinition<_quartet_catalog_v1_AuthenticateRequestInput, _quartet_catalog_v1_AuthenticateResponseInput, _quartet_catalog_v1_AuthenticateRequest, _quartet_catalog_v1_AuthenticateResponse>
  CancelGeneration: MethodDefinition<_quartet_catalog_v1_CancelGenerationRequestInput, _quartet_catalog_v1_CancelGenerationResponseInput, _quartet_catalog_v1_CancelGenerationRequest, _quartet_catalog_v1_CancelGenerationResponse>
  CreateGeneration: MethodDefinition<_quartet_catalog_v1_CreateGenerationRequestInput, _quartet_catalog_v1_CreateGenerationResponseInput, _quartet_catalog_v1_CreateGenerationRequest, _quartet_catalog_v1_CreateGenerationResponse>
  CreateSession: MethodDefinition<_quartet_catalog_v1_CreateSessionRequestInput, _quartet_catalog_v1_CreateSessionResponseInput, _quartet_catalog_v1_CreateSessionRequest, _quartet_catalog_v1_CreateSessionResponse>
  DeleteGeneration: MethodDefinition<_quartet_catalog_v1_DeleteGenerationRequestInput, _quartet_catalog_v1_DeleteGenerationResponseInput, _quartet_catalog_v1_DeleteGenerationRequest, _quartet_catalog_v1_DeleteGenerationResponse>
  DeleteSession: MethodDefinition<_quartet_catalog_v1_DeleteSessionRequestInput, _quartet_catalog_v1_DeleteSessionResponseInput, _quartet_catalog_v1_DeleteSessionRequest, _quartet_catalog_v1_DeleteSessionResponse>
  DropCheckpoint: MethodDefinition<_quartet_catalog_v1_DropCheckpointRequestInput, _quartet_catalog_v1_DropCheckpointResponseInput, _quartet_catalog_v1_DropCheckpointRequest, _quartet_catalog_v1_DropCheckpointResponse>
  GetGeneration: MethodDefinition<_quartet_catalog_v1_GetGenerationRequestInput, _quartet_catalog_v1_GetGenerationResponseInput, _quartet_catalog_v1_GetGenerationRequest, _quartet_catalog_v1_GetGenerationResponse>
  GetImage: MethodDefinition<_quartet_catalog_v1_GetImageRequestInput, _quartet_catalog_v1_GetImageResponseInput, _quartet_catalog_v1_GetImageRequest, _quartet_catalog_v1_GetImageResponse>
  GetTask: MethodDefinition<_quartet_catalog_v1_GetTaskRequestInput, _quartet_catalog_v1_GetTaskResponseInput, _quartet_catalog_v1_GetTaskRequest, _quartet_catalog_v1_GetTaskResponse>
  ListFacts: MethodDefinition<_quartet_catalog_v1_ListFactsRequestInput, _quartet_catalog_v1_ListFactsResponseInput, _quartet_catalog_v1_ListFactsRequest, _quartet_catalog_v1_ListFactsResponse>
  ListGenerations: MethodDefinition<_quartet_catalog_v1_ListGenerationsRequestInput, _quartet_catalog_v1_ListGenerationsResponseInput, _quartet_catalog_v1_ListGenerationsRequest, _quartet_catalog_v1_ListGenerationsResponse>
  ListImages: MethodDefinition<_quartet_catalog_v1_ListImagesRequestInput, _quartet_catalog_v1_ListImagesResponseInput, _quartet_catalog_v1_ListImagesRequest, _quartet_catalog_v1_ListImagesResponse>
  ListModels: MethodDefinition<_quartet_catalog_v1_ListModelsRequestInput, _quartet_catalog_v1_ListModelsResponseInput, _quartet_catalog_v1_ListModelsRequest, _quartet_catalog_v1_ListModelsResponse>
  LocateFile: MethodDefinition<_quartet_catalog_v1_LocateFileRequestInput, _quartet_catalog_v1_LocateFileResponseInput, _quartet_catalog_v1_LocateFileRequest, _quartet_catalog_v1_LocateFileResponse>
  RecordCheckpoint: MethodDefinition<_quartet_catalog_v1_RecordCheckpointRequestInput, _quartet_catalog_v1_RecordCheckpointResponseInput, _quartet_catalog_v1_RecordCheckpointRequest, _quartet_catalog_v1_RecordCheckpointResponse>
  RecordFailure: MethodDefinition<_quartet_catalog_v1_RecordFailureRequestInput, _quartet_catalog_v1_RecordFailureResponseInput, _quartet_catalog_v1_RecordFailureRequest, _quartet_catalog_v1_RecordFailureResponse>
  RecordResult: MethodDefinition<_quartet_catalog_v1_RecordResultRequestInput, _quartet_catalog_v1_RecordResultResponseInput, _quartet_catalog_v1_RecordResultRequest, _quartet_catalog_v1_RecordResultResponse>
  RecordStart: MethodDefinition<_quartet_catalog_v1_RecordStartRequestInput, _quartet_catalog_v1_RecordStartResponseInput, _quartet_catalog_v1_RecordStartRequest, _quartet_catalog_v1_RecordStartResponse>
  SetLike: MethodDefinition<_quartet_catalog_v1_SetLikeRequestInput, _quartet_catalog_v1_SetLikeResponseInput, _quartet_catalog_v1_SetLikeRequest, _quartet_catalog_v1_SetLikeResponse>
  SetPin: MethodDefinition<_quartet_catalog_v1_SetPinRequestInput, _quartet_catalog_v1_SetPinResponseInput, _quartet_catalog_v1_SetPinRequest, _quartet_catalog_v1_SetPinResponse>
  SetVisibility: MethodDefinition<_quartet_catalog_v1_SetVisibilityRequestInput, _quartet_catalog_v1_SetVisibilityResponseInput, _quartet_catalog_v1_SetVisibilityRequest, _quartet_catalog_v1_SetVisibilityResponse>
  SignUpload: MethodDefinition<_quartet_catalog_v1_SignUploadRequestInput, _quartet_catalog_v1_SignUploadResponseInput, _quartet_catalog_v1_SignUploadRequest, _quartet_catalog_v1_SignUploadResponse>
  TakeEpoch: MethodDefinition<_quartet_catalog_v1_TakeEpochRequestInput, _quartet_catalog_v1_TakeEpochResponseInput, _quartet_catalog_v1_TakeEpochRequest, _quartet_catalog_v1_TakeEpochResponse>
  TransformImage: MethodDefinition<_quartet_catalog_v1_TransformImageRequestInput, _quartet_catalog_v1_TransformImageResponseInput, _quartet_catalog_v1_TransformImageRequest, _quartet_catalog_v1_TransformImageResponse>
}
