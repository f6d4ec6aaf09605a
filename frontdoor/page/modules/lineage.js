/** What a picture was made from and what was made from it, those that are still being made too. */
import { getGeneration, getImage } from './api.js';
import { h } from './dom.js';
import { createTile } from './tile.js';
import { watch } from './watch.js';
import { actionWords } from './words.js';

/** @param {import('./api.js').Image} image */
const nameOf = (image) => actionWords(image.action) || 'Original';

/**
 * @param {import('./api.js').Image} image
 * @param {string} testId
 */
function smallTile(image, testId) {
  const name = nameOf(image);
  const tile = createTile(image, { prompt: image.prompt || name, name, isSmall: true, testId });
  tile.element.append(h('span', { class: 'tile-name', 'aria-hidden': 'true', text: name }));
  return tile;
}

const skeleton = () => h('div', { class: 'tile', role: 'listitem' }, h('div', { class: 'skeleton tile-skeleton' }));

/**
 * @param {string} title
 * @returns {{ part: HTMLElement, list: HTMLElement }} Hidden while its list is empty.
 */
function createPart(title) {
  const list = h('div', { class: 'tiles tiles-small', role: 'list', 'aria-label': title });
  return { part: h('div', { hidden: true }, h('h3', { text: title }), list), list };
}

/**
 * @param {import('./api.js').Image} image
 */
export function createLineage(image) {
  /** @type {(() => void)[]} */
  const stops = [];
  let stopped = false;
  const childIds = new Set(image.children ?? []);
  const parents = createPart('Made from');
  const children = createPart('Made from this');
  const element = h('section', { class: 'lineage', 'aria-label': 'Related pictures' }, parents.part, children.part);
  if (image.parent_id) void fill(parents, image.parent_id, 'parent');
  for (const id of childIds) void fill(children, id, 'child');

  /**
   * Keeps the place of a picture until it is known.
   * @param {ReturnType<typeof createPart>} part
   * @param {string} id
   * @param {string} testId
   */
  async function fill({ part, list }, id, testId) {
    const place = skeleton();
    list.append(place);
    part.hidden = false;
    try {
      const related = await getImage(id);
      if (stopped) return;
      // What came to nothing is no picture made from this.
      if (related.status === 'failed' || related.status === 'canceled') throw new Error('not made');
      const tile = smallTile(related, testId);
      place.replaceWith(tile.element);
      if (related.status !== 'ready') follow(await getGeneration(related.generation_id), id, tile);
    } catch {
      // Gone, or hidden meanwhile.
      place.remove();
      part.hidden = list.childElementCount === 0;
    }
  }

  /**
   * @param {import('./api.js').Generation} generation
   * @param {string} id
   * @param {ReturnType<typeof createTile>} tile
   */
  function follow(generation, id, tile) {
    if (stopped) return;
    stops.push(
      watch(generation, {
        onEvent: (name, data) => data.image_id === id && tile.apply(name, data),
        onState(state) {
          const now = state.images.find((candidate) => candidate.id === id);
          if (now) tile.update(now);
        },
        onGone: () => tile.element.remove(),
      }),
    );
  }

  return {
    element,
    /** @param {import('./api.js').Generation} generation Newly made from this picture. */
    add(generation) {
      for (const made of generation.images) {
        if (childIds.has(made.id)) continue;
        childIds.add(made.id);
        const tile = smallTile(made, 'child');
        children.list.prepend(tile.element);
        follow(generation, made.id, tile);
      }
      children.part.hidden = false;
      children.part.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    },
    stop() {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
