/** Says things to screen readers, politely and rarely. */
import { byId } from './dom.js';

/** @param {string} text */
export function announce(text) {
  byId('announcer').textContent = text;
}
