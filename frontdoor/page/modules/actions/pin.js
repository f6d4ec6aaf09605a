import { setPin } from '../api.js';
import { isOwn, isReady } from './action.js';

/** @type {import('./action.js').Action} */
export const pin = {
  id: 'pin',
  symbol: 'pin',
  key: 'p',
  isOffered: (image, context) => isReady(image) && isOwn(image, context),
  label: () => 'Pin',
  isOn: ({ pinned }) => pinned,
  async run(image, { changed }) {
    changed({ ...image, ...(await setPin(image.id, !image.pinned)) });
  },
};
