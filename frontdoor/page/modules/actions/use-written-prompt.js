/** @type {import('./action.js').Action} */
export const useWrittenPrompt = {
  id: 'use-written-prompt',
  symbol: 'again',
  key: 'w',
  isOffered: ({ written_prompt: written }, { me }) => me !== undefined && Boolean(written),
  label: () => 'Use this prompt',
  // It is written already: nothing is to be added to it.
  run: (image, { use }) => use({ ...image, prompt: image.written_prompt ?? '', magic_prompt: 'off' }),
};
