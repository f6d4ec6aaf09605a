/** What a picture was made with. */
import { copyText } from './clipboard.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { actionWords, capitalised } from './words.js';

/**
 * @typedef {{ label: string, value: unknown, wide?: boolean, copied?: string }} Fact `copied` is what is said once it is
 *   copied; without it there is nothing to copy.
 */

/**
 * @param {import('./api.js').Image} image
 * @returns {Fact[]}
 */
function factsOf(image) {
  const painted = image.action === 'generate';
  return [
    { label: 'Negative prompt', value: image.negative_prompt, wide: true, copied: 'The negative prompt is copied.' },
    { label: 'How it was made', value: actionWords(image.action), wide: true },
    { label: 'Size', value: `${image.width} × ${image.height}` },
    // Only what is painted depends on it.
    { label: 'Seed', value: painted ? image.seed : undefined, copied: 'The seed is copied.' },
    { label: 'Model', value: image.model, wide: true },
    { label: 'Steps', value: image.steps },
    { label: 'Guidance', value: image.guidance },
    { label: 'Sampler', value: image.sampler, wide: true },
    { label: 'Magic Prompt', value: painted && image.magic_prompt ? capitalised(image.magic_prompt) : undefined },
  ];
}

/**
 * @param {import('./api.js').Image} image
 * @param {import('./action-bar.js').Say} say
 */
export function createFacts(image, say) {
  const given = factsOf(image).filter(({ value }) => value !== undefined && value !== null && value !== '');

  /** @param {Fact} fact */
  function copyButton({ label, value, copied = '' }) {
    const copy = async () => {
      if (await copyText(String(value))) say(copied, 'done');
      else say('Copying is not allowed here.', 'refused');
    };
    const name = `Copy ${label.toLowerCase()}`;
    return h(
      'button',
      { type: 'button', class: 'button-copy', 'aria-label': name, title: name, onclick: copy },
      icon('copy'),
    );
  }

  return h(
    'dl',
    { class: 'details-facts' },
    ...given.map((fact) =>
      h(
        'div',
        { class: fact.wide ? 'wide' : '' },
        h('dt', { text: fact.label }),
        h('dd', {}, String(fact.value), fact.copied && copyButton(fact)),
      ),
    ),
  );
}
