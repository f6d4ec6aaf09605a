// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * Asks for a task.
 */
export interface GetTaskRequestInput {
  /**
   * Id of the image.
   */
  'taskId'?: (string);
}

/**
 * Asks for a task.
 */
export interface GetTaskRequest {
  /**
   * Id of the image.
   */
  'taskId': (string);
}
