import { join } from 'node:path';

/** The folder of the model that is shipped with the node. */
export const shippedModel = join(import.meta.dirname, '../models/default');
