import { copyText } from '../clipboard.js';

/** @type {import('./action.js').Action} */
export const copyPrompt = {
  id: 'copy-prompt',
  symbol: 'copy',
  key: 'c',
  isOffered: ({ prompt }) => Boolean(prompt),
  label: () => 'Copy prompt',
  run: async ({ prompt }) =>
    (await copyText(prompt ?? '')) ? 'The prompt is copied.' : 'Copying is not allowed here.',
};
