/** The clipboard, with and without its API. */

/**
 * @param {string} text
 * @returns {Promise<boolean>} Whether it could be copied.
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain HTTP on a local network has no clipboard API.
    return copyBySelection(text);
  }
}

/** @param {string} text */
function copyBySelection(text) {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.setAttribute('aria-hidden', 'true');
  field.value = text;
  const dialog = document.querySelector('dialog[open]') ?? document.body;
  dialog.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
