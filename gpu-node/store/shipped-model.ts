import { join } from 'node:path';

/** The store that is shipped with the node. */
export const shippedStore = join(import.meta.dirname, '../models');
/** The folder of the model that paints. */
export const shippedModel = join(shippedStore, 'default');
/** The folder of the model that enlarges. */
export const shippedUpscaler = join(shippedStore, 'upscale');
/** The folder of the model that cuts out. */
export const shippedMatter = join(shippedStore, 'matte');
