/** The small lock on private pictures. */
import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * @param {HTMLElement} frame Around a picture.
 * @param {string} visibility
 */
export function showVisibility(frame, visibility) {
  frame.dataset.visibility = visibility;
  const lock = frame.querySelector('.lock');
  if (visibility !== 'private') lock?.remove();
  else if (!lock) {
    frame.append(
      h(
        'span',
        { class: 'lock', role: 'img', 'aria-label': 'Private', title: 'Private', 'data-testid': 'lock' },
        icon('lock'),
      ),
    );
  }
}
