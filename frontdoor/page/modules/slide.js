/**
 * Changes a grid and lets its elements slide from where they were to where they are, so that the eye can follow.
 *
 * @param {HTMLElement} list
 * @param {() => void} change
 */
export function slide(list, change) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    change();
    return;
  }
  /** @type {Map<Element, DOMRect>} Of what is in sight: the rest moves unseen. */
  const before = new Map();
  for (const element of list.children) {
    const place = element.getBoundingClientRect();
    if (place.top > innerHeight) break;
    before.set(element, place);
  }
  change();
  const timing = { duration: 420, easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)' };
  for (const element of list.children) {
    const now = element.getBoundingClientRect();
    const old = before.get(element);
    if (old) {
      element.animate(
        [{ transform: `translate(${old.left - now.left}px, ${old.top - now.top}px)` }, { transform: 'none' }],
        timing,
      );
    } else if (now.top < innerHeight) {
      element.animate([{ opacity: 0 }, { opacity: 1 }], { ...timing, duration: 600 });
    } else {
      break;
    }
  }
}
