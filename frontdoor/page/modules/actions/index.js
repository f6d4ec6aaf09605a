/** Every action, in the order of the panel. */
import { copyLink } from './copy-link.js';
import { copyPrompt } from './copy-prompt.js';
import { copyWrittenPrompt } from './copy-written-prompt.js';
import { deleteSet } from './delete.js';
import { download } from './download.js';
import { like } from './like.js';
import { pin } from './pin.js';
import { removeBackground } from './remove-background.js';
import { retry } from './retry.js';
import { upscale } from './upscale.js';
import { useAgain } from './use-again.js';
import { useWrittenPrompt } from './use-written-prompt.js';

/** About the picture as it is. */
export const pictureActions = [like, pin, copyLink, download];
/** About its prompt. */
export const promptActions = [useAgain, copyPrompt, retry];
/** About the prompt that Magic Prompt wrote for it. */
export const writtenPromptActions = [useWrittenPrompt, copyWrittenPrompt];
/** Those that make a new picture from it. */
export const makingActions = [upscale, removeBackground];
export const lastActions = [deleteSet];

export { retry, useAgain };
