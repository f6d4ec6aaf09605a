/** The buttons and keys of actions on one picture. */
import { h, setAttribute } from './dom.js';
import { icon } from './icons.js';
import { comesWith, explain } from './problems.js';
import { capitalised } from './words.js';

/**
 * @typedef {import('./actions/action.js').Action} Action
 * @typedef {(text: string, kind: 'done' | 'refused') => void} Say
 */

/**
 * @param {{ getImage: () => import('./api.js').Image | undefined, getContext: () => import('./actions/action.js').Context,
 *   say: Say }} options `getImage` gives the picture as it is now.
 */
export function createActionBar({ getImage, getContext, say }) {
  /** @type {Map<Action, () => void>} Brings a button up to date. */
  const refreshers = new Map();
  /** @type {Set<Action>} */
  const running = new Set();

  /** @param {Action} action */
  function isLocked({ right }) {
    return right !== undefined && !getContext().rights.has(right);
  }

  /** @param {Action} action */
  function planWith({ right }) {
    return right && getContext().rights.cheapestWith(right);
  }

  /** @param {Action} action */
  async function run(action) {
    const image = getImage();
    if (!image || !action.run || running.has(action)) return;
    if (isLocked(action)) {
      const plan = planWith(action);
      say(plan ? comesWith(plan, action.label(image, getContext())) : 'No plan here includes this.', 'refused');
      return;
    }
    running.add(action);
    refreshers.get(action)?.();
    try {
      const said = await action.run(image, getContext());
      if (said) say(said, 'done');
    } catch (error) {
      const { reason, text } = explain(error);
      say(action.refusals?.[reason] ?? text, 'refused');
    } finally {
      running.delete(action);
      refreshers.get(action)?.();
    }
  }

  /**
   * @param {Action} action
   * @param {string} [className]
   */
  function button(action, className = '') {
    const label = h('span', { class: 'action-label' });
    const hint = h('span', { class: 'action-hint' });
    const lock = h(
      'span',
      { class: 'action-lock' },
      icon('lock'),
      h('span', { text: capitalised(planWith(action) ?? '') }),
    );
    const keyName = action.key.length === 1 ? action.key.toUpperCase() : action.key;
    const props = {
      class: `button action action-${action.id} ${className}`,
      'data-testid': `action-${action.id}`,
      'aria-keyshortcuts': keyName,
    };
    const words = h('span', { class: 'action-words' }, label, action.hint && hint);
    const element = action.address
      ? h('a', { ...props, download: true }, icon(action.symbol), words)
      : h('button', { ...props, type: 'button', onclick: () => void run(action) }, icon(action.symbol), words, lock);

    function refresh() {
      const image = getImage();
      const context = getContext();
      element.hidden = !image || !action.isOffered(image, context);
      if (!image) return;
      const name = action.label(image, context);
      const isNow = isLocked(action);
      label.textContent = name;
      hint.textContent = action.hint?.(image, context) ?? '';
      lock.hidden = !isNow;
      const plan = isNow && planWith(action);
      const spoken = plan ? `${name}, with the ${capitalised(plan)} plan` : action.name?.(image, context);
      setAttribute(element, 'aria-label', spoken);
      setAttribute(element, 'title', `${(spoken ?? name).replace(/,.*/, '')} (${keyName})`);
      setAttribute(element, 'aria-disabled', isNow || running.has(action) ? 'true' : false);
      element.toggleAttribute('data-locked', isNow);
      if (action.isOn) setAttribute(element, 'aria-pressed', String(action.isOn(image)));
      if (action.address) setAttribute(element, 'href', action.address(image));
    }

    refreshers.set(action, refresh);
    refresh();
    return element;
  }

  return {
    button,
    /** Brings every button up to date with the picture and its viewer. */
    refresh: () => refreshers.forEach((refresh) => refresh()),
    /**
     * @param {Action[]} actions
     * @param {KeyboardEvent} event
     */
    onKey(actions, event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const action = actions.find(({ key }) => key === event.key || key === event.key.toLowerCase());
      const image = getImage();
      if (!action || !image || !action.isOffered(image, getContext())) return;
      event.preventDefault();
      if (!action.address) {
        void run(action);
        return;
      }
      const link = h('a', { href: action.address(image), download: true });
      link.click();
    },
  };
}
