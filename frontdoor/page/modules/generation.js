/** One press of Generate on the page: its prompt, how far it is, Cancel, and its tiles. */
import { createActionBar } from './action-bar.js';
import { retry, useAgain } from './actions/index.js';
import { cancelGeneration } from './api.js';
import { announce } from './announcer.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { explain } from './problems.js';
import { createTile } from './tile.js';
import { hasEnded, watch } from './watch.js';
import { counted, pictureName } from './words.js';

/**
 * @param {import('./api.js').Generation} generation
 * @param {{ onChange: () => void, onEnd: (pictures: import('./api.js').Image[]) => void,
 *   getContext: () => import('./actions/action.js').Context, onHide: () => void }} callbacks
 * @param {boolean} isMine Whether it may be canceled here.
 */
export function createGeneration(generation, { onChange, onEnd, getContext, onHide }, isMine) {
  let ended = false;
  let canceling = false;
  const tiles = new Map(generation.images.map((image) => [image.id, createTile(image, { prompt: generation.prompt })]));
  const name = pictureName(generation);

  const status = h('span', { class: 'generation-status' });
  const cancelButton = h('button', {
    type: 'button',
    class: 'button button-quiet',
    text: 'Cancel',
    'data-testid': 'cancel',
    onclick: cancel,
  });
  const bar = createActionBar({
    getImage() {
      const [first] = generation.images;
      return first && withOptions(first, generation);
    },
    getContext,
    say(text) {
      status.textContent = text;
    },
  });
  const endButtons = h(
    'span',
    { class: 'generation-end' },
    ...[retry, useAgain].map((action) => bar.button(action, 'button-quiet')),
  );
  const hideButton = h(
    'button',
    {
      type: 'button',
      class: 'button button-quiet button-icon',
      'aria-label': 'Hide these pictures here',
      title: 'Hide',
      onclick: onHide,
    },
    icon('close'),
  );
  const isPrivate = generation.visibility === 'private';
  const element = h(
    'article',
    { class: 'generation', 'aria-label': name, tabindex: -1, 'data-testid': 'generation', 'data-id': generation.id },
    h(
      'header',
      { class: 'generation-head' },
      h(
        'div',
        { class: 'generation-title' },
        isPrivate && icon('lock'),
        h('h2', { class: 'generation-prompt', title: name, text: name }),
        isPrivate && h('span', { class: 'visually-hidden', text: 'Private' }),
        status,
      ),
      h('div', { class: 'generation-actions' }, cancelButton, endButtons, hideButton),
    ),
    h('div', { class: 'tiles', role: 'list' }, ...[...tiles.values()].map((tile) => tile.element)),
  );

  const stop = watch(generation, { onEvent, onState: update, onGone: () => onHide() });

  /**
   * @param {string} name
   * @param {import('./watch.js').EventData} data
   */
  function onEvent(name, data) {
    tiles.get(data.image_id ?? '')?.apply(name, data);
    if (name !== 'image.preview' && name !== 'image.progress') summarise();
  }

  /** @param {import('./api.js').Generation} state */
  function update(state) {
    generation = state;
    for (const image of state.images) tiles.get(image.id)?.update(image);
    const ending = !ended && hasEnded(state);
    if (ending) {
      ended = true;
      stop();
    }
    summarise();
    if (ending) {
      announce(status.textContent ?? '');
      onEnd(state.images.filter((image) => image.status === 'ready').map((image) => withOptions(image, state)));
    }
  }

  function summarise() {
    const states = [...tiles.values()].map((tile) => tile.getState());
    const ready = states.filter((state) => state === 'ready').length;
    const painting = states.filter((state) => state === 'painting').length;
    if (ended) status.textContent = endWords(ready, states.length);
    else if (canceling) status.textContent = 'Canceling';
    else if (ready > 0) status.textContent = `${ready} of ${states.length} done`;
    else status.textContent = painting > 0 ? 'Painting' : 'In line';
    cancelButton.hidden = ended || !isMine;
    endButtons.hidden = !ended;
    bar.refresh();
    hideButton.hidden = !ended;
    onChange();
  }

  /**
   * @param {number} ready
   * @param {number} all
   */
  function endWords(ready, all) {
    if (generation.status === 'canceled') return 'Canceled';
    if (ready === 0) return 'Not painted';
    return ready === all ? `${counted(all, 'picture')}, done` : `${ready} of ${all} done`;
  }

  async function cancel() {
    canceling = true;
    cancelButton.disabled = true;
    summarise();
    try {
      update(await cancelGeneration(generation));
    } catch (error) {
      canceling = false;
      cancelButton.disabled = false;
      summarise();
      status.textContent = explain(error).text;
    }
  }

  summarise();
  if (hasEnded(generation)) {
    ended = true;
    stop();
    summarise();
  }

  return {
    id: generation.id,
    element,
    stop,
    isRunning: () => !ended,
    imageIds: () => [...tiles.entries()].filter(([, tile]) => tile.getState() === 'ready').map(([id]) => id),
    counts: () => ({
      ready: [...tiles.values()].filter((tile) => tile.getState() === 'ready').length,
      all: tiles.size,
    }),
    focusImage: (/** @type {string} */ id) => tiles.get(id)?.focus(),
    focus: () => element.focus({ preventScroll: true }),
    /** @param {import('./api.js').Image} image Its new state. */
    changed({ id, visibility, likes, liked, pinned }) {
      generation = {
        ...generation,
        images: generation.images.map((old) => (old.id === id ? { ...old, visibility, likes, liked, pinned } : old)),
      };
      const state = generation.images.find((image) => image.id === id);
      if (state) tiles.get(id)?.update(state);
    },
    known(/** @type {string} */ id) {
      const image = generation.images.find((candidate) => candidate.id === id);
      return image?.status === 'ready' ? withOptions(image, generation) : undefined;
    },
    scrollIntoView: () => element.scrollIntoView({ block: 'center' }),
  };
}

/**
 * @param {import('./api.js').Image} image As its generation holds it.
 * @param {import('./api.js').Generation} generation
 * @returns {import('./api.js').Image} As it is by itself.
 */
function withOptions(image, { prompt, negative_prompt, magic_prompt, model, sampler, steps, guidance }) {
  return { ...image, prompt, negative_prompt, magic_prompt, model, sampler, steps, guidance };
}
