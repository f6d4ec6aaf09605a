/** Makes elements without markup strings: nothing that people wrote is ever parsed as HTML. */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] Attributes; `on…` are listeners, `class` and `text` what they say. False, null
 *   and undefined leave an attribute out, true sets it empty.
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any} The element; `any` spares every caller a cast to the tag's own type.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === 'text') element.textContent = String(value);
    else setAttribute(element, name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {unknown} value False, null and undefined take the attribute away.
 */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : `${/** @type {string | number} */ (value)}`);
}

/**
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
