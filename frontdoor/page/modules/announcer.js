/** Says things to screen readers, politely and rarely. */
import { byId } from './dom.js';

/** @param {string} text */
export function announce(text) {
  // What lies behind an open panel is inert, its live region too.
  const inPanel = document.querySelector('dialog[open] [data-announcer]');
  (inPanel ?? byId('announcer')).textContent = text;
}
