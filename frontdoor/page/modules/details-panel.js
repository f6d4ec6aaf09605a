/** Everything about one picture, in words and buttons. */
import { createActionBar } from './action-bar.js';
import { isOwn } from './actions/action.js';
import { lastActions, makingActions, pictureActions, promptActions, writtenPromptActions } from './actions/index.js';
import { h } from './dom.js';
import { createFacts } from './facts.js';
import { createLineage } from './lineage.js';
import { createVisibilityRow } from './visibility-row.js';
import { dateAndTime, pictureName } from './words.js';

const allActions = [...pictureActions, ...promptActions, ...writtenPromptActions, ...makingActions, ...lastActions];

/**
 * @param {HTMLElement} root
 * @param {{ closeButton: HTMLElement, getContext: () => import('./actions/action.js').Context,
 *   say: import('./action-bar.js').Say }} options
 */
export function createPanel(root, { closeButton, getContext, say }) {
  /** @type {import('./api.js').Image | undefined} */
  let current;
  /** @type {ReturnType<typeof createActionBar> | undefined} */
  let bar;
  /** @type {ReturnType<typeof createLineage> | undefined} */
  let lineage;

  /** @param {import('./api.js').Image} image */
  const top = (image) =>
    h(
      'div',
      { class: 'details-top' },
      h(
        'p',
        { class: 'details-owner' },
        image.owner?.handle ?? '',
        h('time', { class: 'details-when', datetime: image.created_at, text: dateAndTime(image.created_at) }),
      ),
      closeButton,
    );

  /**
   * @param {import('./actions/action.js').Action[]} actions
   * @param {string} className
   */
  const row = (actions, className) => h('div', { class: className }, ...actions.map((action) => bar?.button(action)));

  /** @param {import('./api.js').Image} image */
  function written({ written_prompt: text }) {
    if (!text) return null;
    return h(
      'div',
      { class: 'details-written' },
      h('h3', { text: 'Magic Prompt wrote' }),
      h('p', { text, 'data-testid': 'written-prompt' }),
      row(writtenPromptActions, 'details-actions'),
    );
  }

  function clear() {
    lineage?.stop();
    lineage = undefined;
    current = undefined;
    bar = undefined;
  }

  return {
    /**
     * @param {import('./api.js').Image} image
     * @param {boolean} isWhole With less, what may still change comes later, and nothing that is shown moves.
     */
    show(image, isWhole) {
      const focused = document.activeElement?.getAttribute('data-testid');
      const hadFocus = root.contains(document.activeElement);
      clear();
      current = image;
      const getImage = () => current ?? image;
      bar = createActionBar({ getImage, getContext, say });
      root.replaceChildren(
        top(image),
        h(
          'div',
          {},
          row(pictureActions, 'details-actions details-actions-first'),
          h('h2', {
            class: 'details-prompt',
            text: image.prompt || pictureName(image),
            'data-testid': 'details-prompt',
          }),
          written(image) ?? '',
          row(promptActions, 'details-actions'),
        ),
        row(makingActions, 'details-making'),
      );
      if (isWhole) {
        lineage = createLineage(image);
        root.append(
          lineage.element,
          createVisibilityRow({
            getImage,
            mayChange: isOwn(image, getContext()),
            rights: getContext().rights,
            say,
            onChanged: (next) => getContext().changed(next),
          }),
          createFacts(image, say),
          row(lastActions, 'details-actions details-last'),
        );
      }
      if (!hadFocus && document.activeElement !== document.body) return;
      /** @type {HTMLElement | null} */
      const again = root.querySelector(`[data-testid="${focused ?? ''}"]`);
      (again ?? closeButton).focus({ preventScroll: true });
    },
    clear,
    /** @param {import('./api.js').Image} image Its new state. */
    update(image) {
      if (current?.id !== image.id) return;
      current = { ...current, ...image };
      bar?.refresh();
    },
    /**
     * @param {import('./api.js').Generation} generation
     * @param {import('./api.js').Image} from
     */
    addChild(generation, from) {
      if (current?.id === from.id) lineage?.add(generation);
    },
    /** @param {KeyboardEvent} event */
    onKey: (event) => bar?.onKey(allActions, event),
  };
}
