import { transformImage } from '../api.js';
import { isReady } from './action.js';

/** @type {import('./action.js').Action} */
export const upscale = {
  id: 'upscale',
  symbol: 'upscale',
  key: 'u',
  right: 'upscale',
  isOffered: (image, { me }) => isReady(image) && me !== undefined,
  label: () => 'Upscale 2x',
  hint: ({ width, height }) => `To ${2 * width} × ${2 * height}`,
  async run(image, { make }) {
    make(await transformImage(image.id, 'upscale'), image);
    return 'It is being enlarged: see “Made from this”.';
  },
  refusals: { conflict: 'This picture is as large as it can get.' },
};
