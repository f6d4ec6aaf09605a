import { copyText } from '../clipboard.js';

/** @type {import('./action.js').Action} */
export const copyWrittenPrompt = {
  id: 'copy-written-prompt',
  symbol: 'copy',
  key: 'm',
  isOffered: ({ written_prompt: written }) => Boolean(written),
  label: () => 'Copy',
  name: () => 'Copy the prompt that Magic Prompt wrote',
  run: async ({ written_prompt: written }) =>
    (await copyText(written ?? '')) ? 'The prompt is copied.' : 'Copying is not allowed here.',
};
