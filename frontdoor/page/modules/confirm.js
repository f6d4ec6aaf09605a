/** Asks before something that cannot be taken back. */
import { h } from './dom.js';

let asked = 0;

/**
 * @param {{ title: string, text: string, yes: string, no: string }} question
 * @returns {Promise<boolean>} Settles when it is answered; Esc means no. The focus goes back to where it was.
 */
export function confirm({ title, text, yes, no }) {
  asked += 1;
  const titleId = `confirm-title-${asked}`;
  const textId = `confirm-text-${asked}`;
  const noButton = h('button', { type: 'submit', class: 'button', value: 'no', text: no, 'data-testid': 'confirm-no' });
  const dialog = h(
    'dialog',
    {
      class: 'confirm',
      role: 'alertdialog',
      'aria-labelledby': titleId,
      'aria-describedby': textId,
      'data-testid': 'confirm',
    },
    h(
      'form',
      { method: 'dialog', class: 'confirm-form' },
      h('h2', { class: 'confirm-title', id: titleId, text: title }),
      h('p', { class: 'confirm-text', id: textId, text }),
      h(
        'div',
        { class: 'confirm-buttons' },
        noButton,
        h('button', {
          type: 'submit',
          class: 'button button-danger',
          value: 'yes',
          text: yes,
          'data-testid': 'confirm-yes',
        }),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  // What cannot be taken back is not the answer to a hasty Enter.
  noButton.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
