/** @type {import('./action.js').Action} */
export const useAgain = {
  id: 'use-again',
  symbol: 'again',
  key: 'a',
  isOffered: ({ prompt }, { me }) => me !== undefined && Boolean(prompt),
  label: () => 'Use again',
  run: (image, { use }) => use(image),
};
