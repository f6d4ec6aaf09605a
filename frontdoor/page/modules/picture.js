/** A finished picture: its thumbnail as soon as it is there, then the file over it. */

/** Waits between attempts at a file that does not answer, milliseconds. */
const retryDelaysMs = [400, 1500, 4000];

/**
 * @param {() => Promise<void>} attempt
 */
async function persistently(attempt) {
  for (const delay of retryDelaysMs) {
    try {
      await attempt();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  await attempt();
}

/**
 * @param {ReturnType<typeof import('./layers.js').createLayers>} layers
 * @param {import('./api.js').Image} image
 * @param {string} alt
 * @param {{ thumbnailOnly?: boolean }} [options] Where the picture is shown small.
 * @returns {Promise<void>} Settles when something is shown; the file may follow. Rejects when neither can be had.
 */
export async function showPicture(layers, image, alt, { thumbnailOnly = false } = {}) {
  const props = { class: 'layer layer-final', alt };
  const file = () => layers.show(image.urls.file, props);
  try {
    await layers.show(image.urls.thumbnail, props);
  } catch {
    await persistently(file);
    return;
  }
  if (thumbnailOnly) return;
  // The thumbnail stays when the file does not come.
  persistently(file).catch(() => {});
}
