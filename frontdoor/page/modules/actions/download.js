import { downloadAddress } from '../api.js';
import { isReady } from './action.js';

/** @type {import('./action.js').Action} */
export const download = {
  id: 'download',
  symbol: 'download',
  key: 'd',
  isOffered: isReady,
  label({ visibility }, { me, rights }) {
    const right = visibility === 'private' ? 'private_png' : 'download_png';
    return me && rights.has(right) ? 'PNG' : 'JPG';
  },
  name: (image, context) => `Download ${download.label(image, context)}`,
  address: ({ id }) => downloadAddress(id),
};
