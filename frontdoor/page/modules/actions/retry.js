import { retryGeneration } from '../api.js';
import { isOwn, isReady } from './action.js';

/** @type {import('./action.js').Action} */
export const retry = {
  id: 'retry',
  symbol: 'retry',
  key: 'r',
  // What is made from another picture would be the same once more: only what failed is tried again.
  isOffered: (image, context) =>
    context.me !== undefined && (image.action === 'generate' || (isOwn(image, context) && !isReady(image))),
  label: () => 'Retry',
  async run(image, { show }) {
    show(await retryGeneration(image.generation_id));
  },
};
