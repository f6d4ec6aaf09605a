/** The pages of one list of pictures, in order, each picture once. */
import { listImages } from './api.js';

const pageSize = 40;

/**
 * @param {'explore' | 'creations'} view
 * @param {string | undefined} visibility Of this visibility only.
 */
export function createFeed(view, visibility) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {string | undefined} */
  let cursor;
  let atEnd = false;
  /** @type {Promise<import('./api.js').Image[]> | undefined} */
  let loading;

  async function load() {
    const page = await listImages(view, { visibility, cursor, limit: pageSize });
    cursor = page.next_cursor ?? undefined;
    atEnd = !cursor;
    return fresh(page.items);
  }

  /** @param {import('./api.js').Image[]} images */
  function fresh(images) {
    const unseen = images.filter(({ id }) => !seen.has(id));
    for (const { id } of unseen) seen.add(id);
    return unseen;
  }

  return {
    view,
    visibility,
    /** The images not seen before; everything in what is given then counts as seen. */
    fresh,
    isAtEnd: () => atEnd,
    /** @param {import('./api.js').Image} image Whether it belongs into this list. */
    accepts: (image) =>
      view === 'explore' ? image.visibility === 'public' : !visibility || image.visibility === visibility,
    /**
     * @returns {Promise<import('./api.js').Image[]>} What is new on the next page. Calls while one runs end with it, and get
     *   nothing: each picture is given once. Throws what the API throws; the page is then asked for again by the next call.
     */
    next() {
      if (loading) return loading.then(() => []);
      loading = load().finally(() => {
        loading = undefined;
      });
      return loading;
    },
  };
}
