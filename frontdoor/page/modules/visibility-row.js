/** Who can see a picture; its owner may change it. */
import { setVisibility } from './api.js';
import { h } from './dom.js';
import { explain } from './problems.js';
import { capitalised, visibilityWord } from './words.js';

/** @param {string} visibility */
function visibilityWords(visibility) {
  return visibility === 'private' ? 'Only the owner can see it' : 'Everyone can see it';
}

/**
 * @param {{ getImage: () => import('./api.js').Image, mayChange: boolean,
 *   rights: ReturnType<typeof import('./plans.js').createRights>, say: import('./action-bar.js').Say,
 *   onChanged: (image: import('./api.js').Image) => void }} options
 */
export function createVisibilityRow({ getImage, mayChange, rights, say, onChanged }) {
  const explanation = h('small', { text: visibilityWords(getImage().visibility) });
  // Without the right what is private may be made public, not the other way.
  const isLocked = !rights.has('private_images') && getImage().visibility === 'public';
  const control = mayChange
    ? h(
        'select',
        {
          class: 'select',
          'aria-label': 'Who can see this picture',
          'data-testid': 'details-visibility',
          onchange: change,
        },
        h('option', { value: 'public', text: 'Public' }),
        h('option', {
          value: 'private',
          text: isLocked ? `Private, with ${capitalised(rights.cheapestWith('private_images') ?? '')}` : 'Private',
          disabled: isLocked,
        }),
      )
    : h('span', { text: visibilityWord(getImage().visibility) });
  if (mayChange) control.value = getImage().visibility;

  async function change() {
    const { id } = getImage();
    const wanted = control.value;
    control.disabled = true;
    try {
      const next = await setVisibility(id, wanted);
      if (getImage().id === id) onChanged({ ...getImage(), ...next });
      say(next.visibility === 'private' ? 'It is private now.' : 'It is public now.', 'done');
    } catch (error) {
      say(explain(error).text, 'refused');
    }
    if (!control.isConnected) return;
    control.value = getImage().visibility;
    explanation.textContent = visibilityWords(getImage().visibility);
    control.disabled = false;
    control.focus();
  }

  return h(
    'div',
    { class: 'details-visibility' },
    h('span', { class: 'details-visibility-label' }, 'Visibility', explanation),
    control,
  );
}
