/** One picture and everything about it: right of it on a desktop, below it on a phone. */
import { getImage, setVisibility } from './api.js';
import { announce } from './announcer.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { createLayers } from './layers.js';
import { showPicture } from './picture.js';
import { explain, failureWords } from './problems.js';
import { closeImage, openImage } from './router.js';
import { thumbhashColour } from './thumbhash-colour.js';
import { capitalised, dateAndTime, visibilityWord } from './words.js';

/**
 * @param {HTMLDialogElement} dialog
 * @param {{ getMe: () => import('./api.js').Me | undefined, known: (id: string) => import('./api.js').Image | undefined,
 *   neighbour: (id: string, step: number, opener: Element | null) => string | undefined,
 *   onChanged: (image: import('./api.js').Image) => void, onClosed: (id: string, opener: Element | null) => void,
 *   onUseAgain: (image: import('./api.js').Image) => void }} callbacks
 */
export function createDetails(dialog, { getMe, known, neighbour, onChanged, onClosed, onUseAgain }) {
  /** @type {string | undefined} */
  let shownId;
  /** What had the focus when the panel opened. @type {Element | null} */
  let opener = null;
  const panel = h('div', { class: 'details-panel' });
  const stage = h('div', { class: 'details-stage' });
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
  dialog.dataset.testid = 'details';
  dialog.append(stage, panel);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    closeImage();
  });
  dialog.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.target instanceof HTMLSelectElement) return;
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
    if (!exists) return null;
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
    if (!dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
    const early = known(id);
    if (early) render(early);
    else renderLoading();
    closeButton.focus({ preventScroll: true });
    try {
      const image = await getImage(id);
      if (shownId !== id) return;
      if (early) renderPanel(image);
      else render(image);
      announce(image.prompt ?? '');
    } catch (error) {
      if (shownId === id) renderProblem(id, error);
    }
  }

  function hide() {
    if (!dialog.open || !shownId) return;
    const id = shownId;
    shownId = undefined;
    dialog.close();
    stage.replaceChildren();
    panel.replaceChildren();
    onClosed(id, opener);
  }

  function renderLoading() {
    stage.replaceChildren(h('div', { class: 'details-picture skeleton' }));
    panel.replaceChildren(h('div', { class: 'details-top' }, closeButton));
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
    stage.replaceChildren();
    panel.replaceChildren(
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
  function render(image) {
    renderStage(image);
    renderPanel(image);
  }

  /** @param {import('./api.js').Image} image */
  function renderStage(image) {
    const frame = h('div', { class: 'details-picture' });
    frame.style.aspectRatio = `${image.width} / ${image.height}`;
    frame.style.setProperty('--ratio', String(image.width / image.height));
    frame.style.setProperty('--pixels', String(image.width));
    const colour = thumbhashColour(image.thumbhash);
    if (colour) frame.style.backgroundColor = colour;
    stage.replaceChildren(frame, ...[stepButton(-1), stepButton(1)].filter((button) => button !== null));
    if (image.status === 'ready') {
      showPicture(createLayers(frame), image, image.prompt ?? 'Picture').catch(() => {
        frame.append(h('p', { class: 'tile-message', role: 'alert', text: 'The picture could not be loaded.' }));
      });
      return;
    }
    const words = image.status === 'failed' ? failureWords(image.reason) : 'It was canceled.';
    const waiting = image.status === 'queued' || image.status === 'painting';
    frame.append(h('p', { class: 'tile-message', text: waiting ? 'It is still being painted.' : words }));
  }

  /** @param {import('./api.js').Image} image */
  function renderPanel(image) {
    const hadFocus = panel.contains(document.activeElement);
    const owner = image.owner?.handle;
    panel.replaceChildren(
      h(
        'div',
        { class: 'details-top' },
        h(
          'p',
          { class: 'details-owner' },
          owner ?? '',
          h('time', { class: 'details-when', datetime: image.created_at, text: dateAndTime(image.created_at) }),
        ),
        closeButton,
      ),
      h(
        'div',
        {},
        h('h2', { class: 'details-prompt', text: image.prompt ?? '', 'data-testid': 'details-prompt' }),
        actions(image),
      ),
      visibilityRow(image),
      facts(image),
    );
    if (hadFocus || document.activeElement === dialog || document.activeElement === document.body)
      closeButton.focus({ preventScroll: true });
  }

  /** @param {import('./api.js').Image} image */
  function actions(image) {
    return h(
      'div',
      { class: 'details-actions' },
      getMe() &&
        h('button', { type: 'button', class: 'button', onclick: () => onUseAgain(image) }, icon('again'), 'Use again'),
      copyButton('copy', 'Copy prompt', image.prompt ?? ''),
      copyButton('link', 'Copy link', new URL(`/i/${image.id}`, location.origin).href),
    );
  }

  /** @param {import('./api.js').Image} image */
  function visibilityRow(image) {
    const result = h('p', { class: 'details-result', role: 'status' });
    const { owner } = image;
    const me = getMe();
    const isMine = Boolean(me && owner && (owner.id ? owner.id === me.id : owner.handle === me.handle));
    const explanation = h('small', { text: visibilityWords(image.visibility) });
    const select = isMine
      ? h(
          'select',
          {
            class: 'select',
            'aria-label': 'Who can see this picture',
            'data-testid': 'details-visibility',
            onchange: change,
          },
          h('option', { value: 'public', text: 'Public' }),
          h('option', { value: 'private', text: 'Private' }),
        )
      : h('span', { text: visibilityWord(image.visibility) });
    if (isMine) select.value = image.visibility;

    async function change() {
      const wanted = select.value;
      select.disabled = true;
      result.textContent = '';
      try {
        const next = { ...image, ...(await setVisibility(image.id, wanted)) };
        image = next;
        result.dataset.kind = 'done';
        result.textContent = next.visibility === 'private' ? 'It is private now.' : 'It is public now.';
        onChanged(next);
      } catch (error) {
        result.dataset.kind = 'refused';
        result.textContent = explain(error).text;
      }
      select.value = image.visibility;
      explanation.textContent = visibilityWords(image.visibility);
      select.disabled = false;
      select.focus();
    }

    return h(
      'div',
      { class: 'details-visibility' },
      h('span', { class: 'details-visibility-label' }, 'Visibility', explanation),
      select,
      result,
    );
  }

  return { show, hide };
}

/** @param {string} visibility */
function visibilityWords(visibility) {
  return visibility === 'private' ? 'Only the owner can see it' : 'Everyone can see it';
}

/**
 * @param {'copy' | 'link'} symbol
 * @param {string} label
 * @param {string} text
 */
function copyButton(symbol, label, text) {
  const words = h('span', { text: label });
  async function copy() {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Plain HTTP on a local network has no clipboard API.
      done = copyBySelection(text);
    }
    words.textContent = done ? 'Copied' : 'Not allowed here';
    announce(words.textContent);
    setTimeout(() => {
      words.textContent = label;
    }, 1600);
  }
  return h('button', { type: 'button', class: 'button', onclick: copy }, icon(symbol), words);
}

/** @param {string} text */
function copyBySelection(text) {
  const field = h('textarea', { class: 'visually-hidden', 'aria-hidden': 'true' });
  field.value = text;
  const dialog = document.querySelector('dialog[open]') ?? document.body;
  dialog.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

/** @param {import('./api.js').Image} image */
function facts(image) {
  /** @type {[string, unknown, string?][]} */
  const rows = [
    ['Negative prompt', image.negative_prompt, 'wide'],
    ['Size', image.width && `${image.width} × ${image.height}`],
    ['Seed', image.seed],
    ['Model', image.model, 'wide'],
    ['Steps', image.steps],
    ['Guidance', image.guidance],
    ['Sampler', image.sampler, 'wide'],
    [
      'Made by',
      image.action && image.action !== 'generate' ? capitalised(image.action.replaceAll('-', ' ')) : undefined,
    ],
  ];
  const given = rows.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return h(
    'dl',
    { class: 'details-facts' },
    ...given.map(([label, value, className]) =>
      h('div', { class: className ?? '' }, h('dt', { text: label }), h('dd', { text: value })),
    ),
  );
}
