/** Every "no" in human words: problem details of the API, and reasons of pictures that failed. */
import { ApiError } from './api.js';
import { capitalised, counted } from './words.js';

const fieldNames = {
  prompt: 'The prompt',
  negative_prompt: 'The negative prompt',
  count: 'The number of pictures',
  seed: 'The seed',
  size: 'The size',
  model: 'The model',
  steps: 'The number of steps',
  guidance: 'The guidance',
  sampler: 'The sampler',
  visibility: 'The visibility',
  magic_prompt: 'Magic Prompt',
  key: 'The key',
};

/** @type {Record<string, string>} */
const refusals = {
  unauthenticated: 'You are not signed in any more. Reload the page to sign in.',
  not_found: 'This does not exist, or is not yours to see.',
  unknown_model: 'This model is not installed here. Choose another one.',
  unsupported_size: 'The model does not paint this size. Choose another one.',
  body_too_large: 'This is too long to send.',
  inflight_limit: 'You have as many pictures painting and waiting as your plan allows. One has to finish first.',
  rate_limit: 'That was a lot in a short time.',
  unplaceable: 'No machine here can paint this model at this size.',
  deadline_unreachable: 'This could not be finished in time.',
  source_gone: 'The picture this is made from is gone.',
  unavailable: 'A part of the service does not answer right now. Please try again.',
  conflict: 'This is not possible any more: things have changed meanwhile.',
  idempotency_conflict: 'This was sent before with other options. Please press Generate again.',
  admin_required: 'Only administrators may see this.',
  origin_refused: 'This page was opened from an address that may not do this.',
  internal: 'Something went wrong on our side. Please try again.',
};

/** @type {Record<string, string>} */
const failures = {
  attempts_exhausted: 'It failed on every machine that tried.',
  bad_output: 'The model gave no valid picture.',
  out_of_memory: 'The machine ran out of memory.',
  model_unavailable: 'The model could not be loaded.',
  upload_failed: 'The finished picture could not be stored.',
  digest_mismatch: 'The stored picture was damaged.',
  source_gone: 'The picture it is made from is gone.',
  unplaceable: 'No machine here can paint it.',
  deadline_unreachable: 'It could not be finished in time.',
  node_lost: 'The machine that painted it was lost.',
  canceled: 'It was canceled.',
};

/**
 * @param {string | undefined | null} reason Of a failed image.
 * @returns {string} One sentence.
 */
export function failureWords(reason) {
  return (reason && failures[reason]) || 'Something went wrong while it was painted.';
}

/**
 * @param {unknown} error Whatever a call to the API threw.
 * @returns {{ text: string, field: string | undefined, reason: string }} A sentence for people, the field it is about, and
 *   the reason for programs, empty when nothing answered.
 */
export function explain(error) {
  if (!(error instanceof ApiError)) {
    return { text: 'Quartet cannot be reached. Check the connection and try again.', field: undefined, reason: '' };
  }
  const field = error.problem.field?.replace(/^.*\//, '');
  return { text: sentence(error, field), field, reason: error.reason };
}

/**
 * @param {string} plan The cheapest one that has it.
 * @param {string} [what]
 */
export function comesWith(plan, what = 'This') {
  return `${what} comes with the ${capitalised(plan)} plan.`;
}

/**
 * @param {ApiError} error
 * @param {string | undefined} field
 */
function sentence({ reason, problem, retryAfterSeconds }, field) {
  const name = fieldNames[/** @type {keyof typeof fieldNames} */ (field)] ?? 'One of the options';
  if (reason === 'plan_required') {
    return problem.plan ? comesWith(problem.plan) : 'Your plan does not include this.';
  }
  if (reason === 'invalid_field') {
    return problem.expected ? `${name} must be ${problem.expected}.` : `${name} is not valid.`;
  }
  const words = refusals[reason] ?? problem.title ?? 'That did not work. Please try again.';
  if (!retryAfterSeconds) return words;
  return `${words} Try again in ${counted(retryAfterSeconds, 'second')}.`;
}
