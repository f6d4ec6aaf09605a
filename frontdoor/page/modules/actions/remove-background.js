import { transformImage } from '../api.js';
import { isReady } from './action.js';

/** @type {import('./action.js').Action} */
export const removeBackground = {
  id: 'remove-background',
  symbol: 'cutout',
  key: 'b',
  right: 'remove_background',
  isOffered: (image, { me }) => isReady(image) && me !== undefined && image.action !== 'remove-background',
  label: () => 'Remove background',
  hint: () => 'Transparent PNG',
  async run(image, { make }) {
    make(await transformImage(image.id, 'remove-background'), image);
    return 'Its background is being removed: see “Made from this”.';
  },
};
