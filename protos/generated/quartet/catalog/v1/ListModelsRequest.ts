// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * Asks for the models.
 */
export interface ListModelsRequestInput {
}

/**
 * Asks for the models.
 */
export interface ListModelsRequest {
}
