/**
 * Changes the page above what is being looked at without moving it.
 *
 * @param {Iterable<Element>} candidates In the order of the page; the first one in sight is held.
 * @param {() => void} change
 */
export function holdStill(candidates, change) {
  const headerHeight = 60;
  /** @type {Element | undefined} */
  let held;
  for (const candidate of candidates) {
    const { top, bottom } = candidate.getBoundingClientRect();
    if (bottom > headerHeight && top < innerHeight) {
      held = candidate;
      break;
    }
  }
  const before = held?.getBoundingClientRect().top ?? 0;
  change();
  if (!held?.isConnected) return;
  const moved = held.getBoundingClientRect().top - before;
  if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
}
