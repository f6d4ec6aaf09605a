import { copyText } from '../clipboard.js';

/** @type {import('./action.js').Action} */
export const copyLink = {
  id: 'copy-link',
  symbol: 'link',
  key: 'k',
  isOffered: () => true,
  label: () => 'Copy link',
  async run({ id, visibility }) {
    const done = await copyText(new URL(`/i/${id}`, location.origin).href);
    if (!done) return 'Copying is not allowed here.';
    return visibility === 'private' ? 'The link is copied. It works for you only.' : 'The link is copied.';
  },
};
