/** One picture while it is being painted: place in line, moving previews under a progress bar, the picture, or why not. */
import { h, setAttribute } from './dom.js';
import { createLayers } from './layers.js';
import { showVisibility } from './lock.js';
import { showPicture } from './picture.js';
import { dropPlaceholder, showPlaceholder } from './placeholder.js';
import { failureWords } from './problems.js';
import { openImage } from './router.js';
import { aboutSeconds, ordinal } from './words.js';

/**
 * @param {import('./api.js').Image} image
 * @param {{ prompt: string, name?: string, isSmall?: boolean, testId?: string }} look A small one is square and shows the
 *   thumbnail only.
 */
export function createTile(image, { prompt, name = `Picture ${image.index + 1}`, isSmall = false, testId = 'tile' }) {
  const fill = h('div', { class: 'tile-progress-fill' });
  const bar = h(
    'div',
    {
      class: 'tile-progress',
      role: 'progressbar',
      'aria-label': name,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'data-testid': 'progress',
    },
    fill,
  );
  const main = h('span', { class: 'tile-message-main' });
  const more = h('span', { class: 'tile-message-more' });
  const message = h('span', { class: 'tile-message' }, main, more);
  // Becomes a real link once there is a picture to open.
  const frame = h('a', { class: 'tile-frame picture-frame', onclick: open }, message);
  const element = h('div', { class: 'tile', role: 'listitem', 'data-testid': testId, 'data-id': image.id }, bar, frame);
  const layers = createLayers(frame);
  frame.style.aspectRatio = isSmall ? '1' : `${image.width} / ${image.height}`;

  /** @type {import('./api.js').ImageStatus} */
  let state = 'queued';
  let current = image;
  let finishing = false;

  /** @param {MouseEvent} event */
  function open(event) {
    if (state !== 'ready' || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    openImage(image.id);
  }

  /** @param {import('./api.js').ImageStatus} next */
  function setState(next) {
    state = next;
    element.dataset.state = next;
  }

  /**
   * @param {string} first
   * @param {string} [second]
   */
  function say(first, second = '') {
    main.textContent = first;
    more.textContent = second;
    message.hidden = !first;
  }

  /** @param {number} share 0 to 1. */
  function progress(share) {
    fill.style.transform = `scaleX(${share})`;
    bar.setAttribute('aria-valuenow', String(Math.round(share * 100)));
  }

  const ended = () => finishing || state === 'ready' || state === 'failed' || state === 'canceled';

  /** @param {{ position?: number | null, estimate_seconds?: number | null }} place Tasks before it, and seconds until it starts. */
  function queued({ position, estimate_seconds: estimate }) {
    // A place told late must not hide what is painted already.
    if (ended() || state === 'painting') return;
    const start = typeof estimate === 'number' ? `starts in ${aboutSeconds(estimate)}` : '';
    if (typeof position === 'number') say(position === 0 ? 'Next in line' : `${ordinal(position + 1)} in line`, start);
    else if (start) say('In line', start);
  }

  /** @param {{ step?: number, steps?: number | null }} at */
  function painting({ step, steps }) {
    if (ended()) return;
    if (state !== 'painting') {
      setState('painting');
      say('Starting');
    }
    if (steps) progress(Math.min(1, (step ?? 0) / steps));
  }

  /** @param {{ media_type?: string, data?: string, step?: number, steps?: number }} preview */
  function preview(preview) {
    painting(preview);
    if (ended() || !preview.data) return;
    const source = `data:${preview.media_type ?? 'image/webp'};base64,${preview.data}`;
    const props = { class: 'layer', alt: `${name}, being painted`, 'data-testid': 'preview' };
    // A preview that cannot be decoded is skipped; the next one comes.
    layers.show(source, props).then(
      () => say(''),
      () => {},
    );
  }

  /** Shows the finished picture, and only then calls the tile ready. */
  async function ready() {
    if (ended()) return;
    finishing = true;
    progress(1);
    showPlaceholder(frame, current);
    try {
      await showPicture(layers, current, prompt, { thumbnailOnly: isSmall });
      dropPlaceholder(frame);
      say('');
      setAttribute(frame, 'href', `/i/${encodeURIComponent(image.id)}`);
      setAttribute(frame, 'aria-label', `Open ${name.toLowerCase()}`);
    } catch {
      layers.clear();
      say('Painted, but it could not be loaded', 'Reload the page to see it.');
    }
    setState('ready');
  }

  /**
   * @param {'failed' | 'canceled'} how
   * @param {string | null | undefined} reason
   */
  function stopped(how, reason) {
    if (ended()) return;
    setState(how);
    layers.clear();
    if (how === 'canceled') say('Canceled', 'Nothing was charged.');
    else say('Not painted', failureWords(reason));
  }

  /** @param {import('./api.js').Image} next The whole truth about it. */
  function update(next) {
    current = next;
    showVisibility(frame, next.visibility);
    if (next.status === 'ready') showPlaceholder(frame, next);
    if (next.status === 'queued') queued(next);
    else if (next.status === 'painting') painting(next);
    else if (next.status === 'ready') void ready();
    else stopped(next.status, next.reason);
  }

  /**
   * @param {string} event
   * @param {import('./watch.js').EventData} data
   */
  function apply(event, data) {
    if (event === 'image.queued') queued(data);
    else if (event === 'image.started' || event === 'image.progress') painting(data);
    else if (event === 'image.preview') preview(data);
    else if (event === 'image.completed') void ready();
    else if (event === 'image.failed') stopped('failed', data.reason);
    else if (event === 'image.canceled') stopped('canceled', data.reason);
  }

  setState('queued');
  say('In line');
  progress(0);
  update(image);

  return { element, update, apply, getState: () => (finishing ? 'ready' : state), focus: () => frame.focus() };
}
