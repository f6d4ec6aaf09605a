/** Pictures that fade in over one another inside a frame. Each is decoded before it is shown, so nothing flickers. */
import { h } from './dom.js';

/**
 * @param {string} source
 * @returns {Promise<void>} Settles when the picture can be painted at once; rejects when it cannot be had.
 */
async function decoded(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
}

/**
 * @param {HTMLElement} frame
 * @returns A stack of layers in it.
 */
export function createLayers(frame) {
  let newest = 0;
  /** @type {HTMLImageElement | undefined} */
  let top;

  /**
   * Shows a picture above the others once it is decoded, unless a newer one was asked for meanwhile.
   * @param {string} source
   * @param {Record<string, unknown>} props
   */
  async function show(source, props) {
    newest += 1;
    const mine = newest;
    await decoded(source);
    if (mine !== newest) return;
    const below = top;
    const layer = h('img', { alt: '', draggable: 'false', decoding: 'sync', ...props, src: source });
    top = layer;
    below?.removeAttribute('data-testid');
    below?.setAttribute('alt', '');
    // Through the holes of a picture the one below would be seen until it goes at once.
    if (frame.hasAttribute('data-transparent')) below?.classList.add('layer-leaving');
    frame.append(layer);
    // What is hidden now goes; the fade needs it until its end.
    const settle = () => {
      for (const other of frame.querySelectorAll('.layer')) {
        if (other === layer) return;
        other.remove();
      }
    };
    layer.addEventListener('animationend', settle, { once: true });
  }

  return {
    show,
    clear() {
      newest += 1;
      top = undefined;
      for (const layer of frame.querySelectorAll('.layer')) layer.remove();
    },
  };
}
