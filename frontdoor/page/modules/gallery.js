/** Pictures below the prompt: endless, each once, new ones on top without moving what is looked at. */
import { h } from './dom.js';
import { createFeed } from './feed.js';
import { holdStill } from './hold-still.js';
import { explain } from './problems.js';
import { showVisibility } from './lock.js';
import { dropPlaceholder, showPlaceholder } from './placeholder.js';
import { openImage } from './router.js';
import { slide } from './slide.js';
import { pictureName } from './words.js';

/** How far below the screen the next page is asked for. */
const loadAhead = '1400px';
const skeletonCount = 12;
const examples = ['a red fox in the snow', 'a castle in the mountains', 'a golden trophy', 'a strawberry'];

/**
 * @param {HTMLElement} root
 * @param {{ onExample: (prompt: string) => void, isStudioInSight: () => boolean,
 *   mayPaint: () => boolean }} callbacks
 */
export function createGallery(root, { onExample, isStudioInSight, mayPaint }) {
  const list = h('ul', { class: 'gallery', 'aria-label': 'Pictures', 'data-testid': 'gallery', onkeydown: onKey });
  const foot = h('div', { class: 'gallery-foot' });
  root.replaceChildren(list, foot);

  /** @type {ReturnType<typeof createFeed>} */
  let feed = createFeed('explore', undefined);
  /** @type {Map<string, { image: import('./api.js').Image, element: HTMLElement, link: HTMLAnchorElement }>} */
  const items = new Map();
  let generation = 0;

  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void loadMore();
    },
    { rootMargin: loadAhead },
  );

  /** @param {import('./api.js').Image} image */
  function createItem(image) {
    const picture = h('img', {
      class: 'gallery-picture',
      src: image.urls.thumbnail,
      alt: pictureName(image),
      width: image.width,
      height: image.height,
      loading: 'lazy',
      decoding: 'async',
      draggable: 'false',
      onload: () => dropPlaceholder(link),
    });
    const link = h(
      'a',
      {
        class: 'gallery-link picture-frame',
        href: `/i/${encodeURIComponent(image.id)}`,
        'data-testid': 'gallery-item',
        'data-id': image.id,
        onclick: onClick,
      },
      picture,
      image.prompt && h('span', { class: 'gallery-caption', 'aria-hidden': 'true', text: image.prompt }),
    );
    showPlaceholder(link, image);
    const item = { image, element: h('li', {}, link), link };
    showVisibility(link, image.visibility);
    items.set(image.id, item);
    return item.element;
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    openImage(/** @type {HTMLElement} */ (event.currentTarget).dataset.id ?? '');
  }

  /** Arrow keys walk over the grid. @param {KeyboardEvent} event */
  function onKey(event) {
    const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const from = event.target instanceof Element ? event.target.closest('li') : null;
    if (!step || !from) return;
    const target = list.children[[...list.children].indexOf(from) + step];
    if (!target) return;
    event.preventDefault();
    target.querySelector('a')?.focus();
  }

  function showSkeletons() {
    list.setAttribute('aria-busy', 'true');
    list.replaceChildren(
      ...Array.from({ length: skeletonCount }, () => h('li', { class: 'skeleton', 'aria-hidden': 'true' })),
    );
  }

  async function loadMore() {
    const mine = generation;
    const current = feed;
    if (current.isAtEnd()) return;
    if (current.view === 'creations' && !mayPaint()) {
      list.replaceChildren();
      list.removeAttribute('aria-busy');
      foot.replaceChildren(h('div', { class: 'gallery-note' }, h('strong', { text: 'Sign in to see your pictures' })));
      return;
    }
    observer.disconnect();
    try {
      const images = await current.next();
      if (mine !== generation) return;
      for (const skeleton of list.querySelectorAll('.skeleton')) skeleton.remove();
      list.removeAttribute('aria-busy');
      list.append(...images.map(createItem));
      showFoot();
    } catch (error) {
      if (mine !== generation) return;
      for (const skeleton of list.querySelectorAll('.skeleton')) skeleton.remove();
      list.removeAttribute('aria-busy');
      showProblem(error);
    }
  }

  function showFoot() {
    if (!feed.isAtEnd()) {
      const sentinel = h('div', { class: 'gallery-sentinel', 'aria-hidden': 'true' });
      foot.replaceChildren(sentinel);
      observer.observe(sentinel);
    } else if (items.size === 0) {
      foot.replaceChildren(emptyNote());
    } else {
      foot.replaceChildren();
    }
  }

  function emptyNote() {
    if (feed.visibility) {
      return h(
        'div',
        { class: 'gallery-note', 'data-testid': 'empty' },
        h('strong', { text: `No ${feed.visibility} pictures yet` }),
      );
    }
    if (!mayPaint()) {
      return h('div', { class: 'gallery-note', 'data-testid': 'empty' }, h('strong', { text: 'Nothing to see yet' }));
    }
    const [title, text] =
      feed.view === 'explore'
        ? ['Nothing to see yet', 'Public pictures appear here. Paint the first ones:']
        : ['Your pictures will be here', 'For a start, try one of these:'];
    return h(
      'div',
      { class: 'gallery-note', 'data-testid': 'empty' },
      h('strong', { text: title }),
      h('p', { text }),
      h(
        'div',
        { class: 'examples' },
        ...examples.map((prompt) =>
          h('button', { type: 'button', class: 'button', text: prompt, onclick: () => onExample(prompt) }),
        ),
      ),
    );
  }

  /** @param {unknown} error */
  function showProblem(error) {
    foot.replaceChildren(
      h(
        'div',
        { class: 'gallery-note', role: 'alert' },
        h('strong', { text: 'The pictures could not be loaded' }),
        h('p', { text: explain(error).text }),
        h('button', { type: 'button', class: 'button', text: 'Try again', 'data-testid': 'retry', onclick: retry }),
      ),
    );
  }

  function retry() {
    foot.replaceChildren();
    if (items.size === 0) showSkeletons();
    void loadMore();
  }

  addEventListener('online', () => {
    if (foot.querySelector('[role=alert]')) retry();
  });

  return {
    /**
     * @param {'explore' | 'creations'} view
     * @param {string | undefined} visibility
     */
    show(view, visibility) {
      generation += 1;
      observer.disconnect();
      items.clear();
      foot.replaceChildren();
      feed = createFeed(view, visibility);
      showSkeletons();
      void loadMore();
    },
    /** @param {import('./api.js').Image[]} images Newly painted ones. */
    addOnTop(images) {
      const wanted = images.filter((image) => feed.accepts(image)).sort((a, b) => (a.id < b.id ? 1 : -1));
      const fresh = feed.fresh(wanted);
      if (fresh.length === 0) return;
      const change = () => list.prepend(...fresh.map(createItem));
      // With the tiles in sight the gallery below may make room; while it is being looked through it may not move.
      if (isStudioInSight()) slide(list, change);
      else holdStill([...list.children], change);
      if (feed.isAtEnd()) showFoot();
    },
    /** @param {import('./api.js').Image} image Its new state. */
    update(image) {
      const item = items.get(image.id);
      if (!item) return;
      item.image = image;
      showVisibility(item.link, image.visibility);
    },
    /** @param {string} generationId Of a set that is deleted. The focus goes to what takes its place. */
    removeSet(generationId) {
      const gone = [...items].filter(([, { image }]) => image.generation_id === generationId);
      if (gone.length === 0) return;
      const places = gone.map(([, { element }]) => [...list.children].indexOf(element));
      for (const [id, { element }] of gone) {
        items.delete(id);
        element.remove();
      }
      if (feed.isAtEnd()) showFoot();
      const next = list.children[Math.min(...places)] ?? list.lastElementChild;
      next?.querySelector('a')?.focus();
    },
    /** @param {() => void} change Above the gallery, which stays where it is. */
    holdStill: (change) => holdStill([...list.children], change),
    /** Takes out what does not belong into the list any more, once it is not being looked at. */
    prune() {
      for (const [id, { image, element }] of items) {
        if (feed.accepts(image)) continue;
        items.delete(id);
        element.remove();
      }
      if (feed.isAtEnd()) showFoot();
    },
    /** @returns {string[]} */
    imageIds: () => [...list.querySelectorAll('a')].map((link) => link.dataset.id ?? ''),
    /** @param {string} id */
    known: (id) => items.get(id)?.image,
    /** Loads the next page for someone who walks through the pictures. */
    loadMore,
    /** @param {string} id */
    focusImage: (id) => items.get(id)?.link.focus({ preventScroll: false }),
  };
}
