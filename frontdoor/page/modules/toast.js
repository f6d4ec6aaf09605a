/** One line that says what came of an action, over the page and out of the way. */
import { h } from './dom.js';

/** How long good news stays. A refusal stays until the next thing is done. */
const doneMs = 7000;

/** @returns {{ element: HTMLElement, say: import('./action-bar.js').Say, clear: () => void }} */
export function createToast() {
  const element = h('p', { class: 'toast', role: 'status', 'aria-live': 'polite', 'data-testid': 'toast' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function clear() {
    clearTimeout(timer);
    element.textContent = '';
  }

  return {
    element,
    clear,
    say(text, kind) {
      clear();
      element.dataset.kind = kind;
      element.textContent = text;
      if (kind === 'done') timer = setTimeout(clear, doneMs);
    },
  };
}
