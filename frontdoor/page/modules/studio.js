/** The generations that are being watched on this page, newest on top. */
import { getGeneration, listGenerations } from './api.js';
import { h } from './dom.js';
import { createGeneration } from './generation.js';
import { hasEnded } from './watch.js';

/** How many of one's newest generations are looked through for running ones after a reload. */
const restoreLimit = 50;

/**
 * @param {HTMLElement} root
 * @param {{ onPictures: (images: import('./api.js').Image[]) => void,
 *   getContext: () => import('./actions/action.js').Context,
 *   isMine: (generation: import('./api.js').Generation) => boolean }} callbacks
 */
export function createStudio(root, { onPictures, getContext, isMine }) {
  /** @type {Map<string, ReturnType<typeof createGeneration>>} Oldest first. */
  const shown = new Map();

  function showActivity() {
    const running = [...shown.values()].filter((generation) => generation.isRunning());
    document.documentElement.toggleAttribute('data-painting', running.length > 0);
    const sum = { ready: 0, all: 0 };
    for (const generation of running) {
      const { ready, all } = generation.counts();
      sum.ready += ready;
      sum.all += all;
    }
    document.title = running.length > 0 ? `${sum.ready} of ${sum.all} painted – Quartet` : 'Quartet';
  }

  /** @param {import('./api.js').Generation} generation */
  function add(generation) {
    const known = shown.get(generation.id);
    if (known) return known;
    const view = createGeneration(
      generation,
      {
        onChange: showActivity,
        onEnd: onPictures,
        getContext,
        onHide: () => remove(generation.id),
      },
      isMine(generation),
    );
    shown.set(generation.id, view);
    root.prepend(view.element);
    showActivity();
    return view;
  }

  /** @param {string} id */
  function remove(id) {
    const view = shown.get(id);
    if (!view) return;
    view.stop();
    view.element.remove();
    shown.delete(id);
    showActivity();
  }

  return {
    add,
    /** @param {string} id Of a set that is hidden here, or deleted. */
    remove,
    /** @param {string} id Of a generation. */
    focus: (id) => shown.get(id)?.focus(),
    /** Finds what is still being painted after a reload. */
    async restore() {
      const { items } = await listGenerations(restoreLimit);
      for (const generation of items.filter((generation) => !hasEnded(generation)).toReversed()) add(generation);
    },
    /**
     * Shows one generation, running or not. Throws what the API throws.
     * @param {string} id
     */
    async open(id) {
      const view = shown.get(id) ?? add(await getGeneration(id));
      view.scrollIntoView();
    },
    /** @returns {string[]} Finished pictures in the order in which they are seen. */
    imageIds: () => [...shown.values()].toReversed().flatMap((generation) => generation.imageIds()),
    /** @param {string} id */
    focusImage(id) {
      for (const generation of shown.values()) generation.focusImage(id);
    },
    /** @param {import('./api.js').Image} image Its new state. */
    changed(image) {
      shown.get(image.generation_id)?.changed(image);
    },
    /** @param {string} id */
    known(id) {
      for (const generation of shown.values()) {
        const image = generation.known(id);
        if (image) return image;
      }
      return undefined;
    },
    /** @param {unknown} problem Said in place of a generation that cannot be shown. */
    say(/** @type {string} */ problem) {
      const note = h('p', { class: 'field-error', role: 'alert', text: problem });
      root.prepend(note);
      setTimeout(() => note.remove(), 8000);
    },
  };
}
