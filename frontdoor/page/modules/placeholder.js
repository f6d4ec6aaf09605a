/** What stands in a picture's frame until it has loaded: its ThumbHash, blurred, over a checkerboard where it has holes. */
// oxlint-disable-next-line import/no-absolute-path -- The front door serves it from its package.
import { thumbHashToDataURL } from '/vendor/thumbhash.js';

/** Of the ThumbHash's header, its third byte: the picture has transparent parts. */
const alphaFlag = 0x80;

/** @param {string | undefined | null} base64 @returns {Uint8Array | undefined} */
function bytesOf(base64) {
  try {
    const bytes = Uint8Array.from(atob(base64 ?? ''), (character) => character.charCodeAt(0));
    // The shortest one: header and an average colour with alpha.
    return bytes.length < 5 ? undefined : bytes;
  } catch {
    return undefined;
  }
}

/**
 * @param {HTMLElement} frame Of class `picture-frame`.
 * @param {{ thumbhash?: string | null, action?: string }} image
 */
export function showPlaceholder(frame, { thumbhash, action }) {
  const bytes = bytesOf(thumbhash);
  const hasHoles = action === 'remove-background' || ((bytes?.[2] ?? 0) & alphaFlag) !== 0;
  frame.toggleAttribute('data-transparent', hasHoles);
  if (bytes && !frame.hasAttribute('data-loaded')) {
    frame.style.setProperty('--placeholder', `url("${thumbHashToDataURL(bytes)}")`);
  }
}

/** Once the picture is there. Through a transparent one the placeholder would be seen. @param {HTMLElement} frame */
export function dropPlaceholder(frame) {
  frame.toggleAttribute('data-loaded', true);
  if (frame.hasAttribute('data-transparent')) frame.style.removeProperty('--placeholder');
}
