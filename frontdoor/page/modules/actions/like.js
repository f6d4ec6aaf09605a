import { setLike } from '../api.js';
import { counted } from '../words.js';
import { isReady } from './action.js';

/** @type {import('./action.js').Action} */
export const like = {
  id: 'like',
  symbol: 'heart',
  key: 'l',
  isOffered: (image, { me }) => isReady(image) && me !== undefined,
  label: ({ likes }) => String(likes),
  name: ({ likes }) => `Like, ${counted(likes, 'like')}`,
  isOn: ({ liked }) => liked,
  async run(image, { changed }) {
    changed({ ...image, ...(await setLike(image.id, !image.liked)) });
  },
};
