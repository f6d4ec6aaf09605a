// Original file: protos/quartet/catalog/v1/catalog.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { FileKindInput as _quartet_catalog_v1_FileKindInput, FileKind as _quartet_catalog_v1_FileKind } from '../../../quartet/catalog/v1/FileKind.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Asks for a place to put a file.
 */
export interface SignUploadRequestInput {
  /**
   * The right it was made by; part of the object's key.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * Which file.
   */
  'kind'?: (_quartet_catalog_v1_FileKindInput);
  /**
   * Bytes.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256, lower-case hex.
   */
  'sha256'?: (string);
  /**
   * Media type.
   */
  'mediaType'?: (string);
}

/**
 * Asks for a place to put a file.
 */
export interface SignUploadRequest {
  /**
   * The right it was made by; part of the object's key.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * Which file.
   */
  'kind': (_quartet_catalog_v1_FileKind);
  /**
   * Bytes.
   */
  'sizeBytes': (number);
  /**
   * SHA-256, lower-case hex.
   */
  'sha256': (string);
  /**
   * Media type.
   */
  'mediaType': (string);
}
