/** One picture and everything about it: right of it on a desktop, below it on a phone. */
import { getImage } from './api.js';
import { announce } from './announcer.js';
import { createPanel } from './details-panel.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { createLayers } from './layers.js';
import { showPicture } from './picture.js';
import { dropPlaceholder, showPlaceholder } from './placeholder.js';
import { explain, failureWords } from './problems.js';
import { closeImage, openImage } from './router.js';
import { createToast } from './toast.js';
import { pictureName } from './words.js';

/**
 * @param {HTMLDialogElement} dialog
 * @param {{ getContext: () => import('./actions/action.js').Context,
 *   known: (id: string) => import('./api.js').Image | undefined,
 *   neighbour: (id: string, step: number, opener: Element | null) => string | undefined,
 *   onClosed: (id: string, opener: Element | null) => void }} callbacks
 */
export function createDetails(dialog, { getContext, known, neighbour, onClosed }) {
  /** @type {string | undefined} */
  let shownId;
  /** What had the focus when the panel opened. @type {Element | null} */
  let opener = null;
  const closeButton = h(
    'button',
    {
      type: 'button',
      class: 'button button-quiet button-icon details-close',
      'aria-label': 'Close',
      'data-testid': 'details-close',
      onclick: closeImage,
    },
    icon('close'),
  );
  const root = h('div', { class: 'details-panel' });
  const stage = h('div', { class: 'details-stage' });
  const toast = createToast();
  const panel = createPanel(root, { closeButton, getContext, say: toast.say });
  const announcer = h('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite', 'data-announcer': true });
  dialog.dataset.testid = 'details';
  dialog.append(stage, root, toast.element, announcer);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeImage();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLSelectElement) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) {
      panel.onKey(event);
      return;
    }
    event.preventDefault();
    move(step);
  });

  /** @param {number} step */
  function move(step) {
    const id = shownId && neighbour(shownId, step, opener);
    if (id) openImage(id);
  }

  /** @param {number} step */
  function stepButton(step) {
    const exists = shownId && neighbour(shownId, step, opener);
    if (!exists) return '';
    return h(
      'button',
      {
        type: 'button',
        class: 'button button-quiet button-icon details-step',
        'data-step': step,
        'aria-label': step < 0 ? 'Previous picture' : 'Next picture',
        onclick: () => move(step),
      },
      icon(step < 0 ? 'previous' : 'next'),
    );
  }

  /** @param {string} id */
  async function show(id) {
    if (shownId === id) return;
    shownId = id;
    toast.clear();
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    const early = known(id);
    if (early) {
      panel.show(early, false);
      renderStage(early);
    } else {
      renderLoading();
    }
    closeButton.focus({ preventScroll: true });
    root.scrollTop = 0;
    dialog.scrollTop = 0;
    try {
      const image = await getImage(id);
      if (shownId !== id) return;
      panel.show(image, true);
      if (!early) renderStage(image);
      announce(pictureName(image));
    } catch (error) {
      if (shownId === id) renderProblem(id, error);
    }
  }

  function hide() {
    if (!dialog.open || !shownId) return;
    const id = shownId;
    shownId = undefined;
    dialog.close();
    panel.clear();
    toast.clear();
    stage.replaceChildren();
    root.replaceChildren();
    onClosed(id, opener);
  }

  function renderLoading() {
    panel.clear();
    stage.replaceChildren(h('div', { class: 'details-picture skeleton' }));
    root.replaceChildren(h('div', { class: 'details-top' }, closeButton));
  }

  /**
   * @param {string} id
   * @param {unknown} error
   */
  function renderProblem(id, error) {
    const { text } = explain(error);
    const again = () => {
      shownId = undefined;
      void show(id);
    };
    panel.clear();
    stage.replaceChildren();
    root.replaceChildren(
      h('div', { class: 'details-top' }, closeButton),
      h(
        'div',
        { class: 'details-note', role: 'alert', 'data-testid': 'details-problem' },
        h('strong', { text: 'This picture cannot be shown' }),
        h('p', { text }),
        h('button', { type: 'button', class: 'button', text: 'Try again', onclick: again }),
      ),
    );
  }

  /** @param {import('./api.js').Image} image */
  function renderStage(image) {
    const frame = h('div', { class: 'details-picture picture-frame' });
    frame.style.aspectRatio = `${image.width} / ${image.height}`;
    frame.style.setProperty('--ratio', String(image.width / image.height));
    frame.style.setProperty('--pixels', String(image.width));
    stage.replaceChildren(frame, stepButton(-1), stepButton(1));
    if (image.status === 'ready') {
      showPlaceholder(frame, image);
      showPicture(createLayers(frame), image, pictureName(image)).then(
        () => dropPlaceholder(frame),
        () => frame.append(h('p', { class: 'tile-message', role: 'alert', text: 'The picture could not be loaded.' })),
      );
      return;
    }
    const words = image.status === 'failed' ? failureWords(image.reason) : 'It was canceled.';
    const waiting = image.status === 'queued' || image.status === 'painting';
    frame.append(h('p', { class: 'tile-message', text: waiting ? 'It is still being painted.' : words }));
  }

  return {
    show,
    hide,
    /** @param {import('./api.js').Image} image Its new state. */
    update: (image) => panel.update(image),
    /**
     * @param {import('./api.js').Generation} generation Being made from the picture that may be shown.
     * @param {import('./api.js').Image} from
     */
    addChild: (generation, from) => panel.addChild(generation, from),
  };
}
