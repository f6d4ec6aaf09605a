/**
 * Addresses of the page: `/`, `/creations?visibility=…`, `/i/{image}` over either of them, `/g/{generation}`.
 * A details panel remembers in the history entry what lies under it, so that a reload keeps both.
 *
 * @typedef {{ view: 'explore' | 'creations', visibility: string | undefined, image: string | undefined,
 *   generation: string | undefined }} Route
 */

/** @type {(route: Route) => void} */
let listener = () => {};

/**
 * @param {string} address Path and query.
 * @returns {Route}
 */
export function parseAddress(address) {
  const url = new URL(address, location.origin);
  const [, first, second] = url.pathname.split('/');
  const route = {
    view: /** @type {const} */ ('explore'),
    visibility: undefined,
    image: undefined,
    generation: undefined,
  };
  if (first === 'i' && second) return { ...route, image: decodeURIComponent(second) };
  if (first === 'g' && second) return { ...route, generation: decodeURIComponent(second) };
  if (first !== 'creations') return route;
  const visibility = url.searchParams.get('visibility');
  const known = visibility === 'public' || visibility === 'private';
  return { ...route, view: 'creations', visibility: known ? visibility : undefined };
}

/** @returns {Route} */
export function currentRoute() {
  const route = parseAddress(location.pathname + location.search);
  if (!route.image) return route;
  return { ...parseAddress(history.state?.under ?? '/'), image: route.image };
}

/** @param {string} address */
export function go(address) {
  if (address === location.pathname + location.search) return;
  history.pushState({}, '', address);
  listener(currentRoute());
}

/** @param {string} imageId Opens the panel over what is shown, or moves the open panel on. */
export function openImage(imageId) {
  const address = `/i/${encodeURIComponent(imageId)}`;
  if (currentRoute().image) history.replaceState(history.state, '', address);
  else history.pushState({ under: location.pathname + location.search, pushed: true }, '', address);
  listener(currentRoute());
}

/** Goes back to what lies under the panel, without leaving the page when the panel was its first address. */
export function closeImage() {
  if (history.state?.pushed) {
    history.back();
    return;
  }
  leaveImage();
}

/** Leaves the panel for what lies under it, at once. */
export function leaveImage() {
  history.replaceState({}, '', history.state?.under ?? '/');
  listener(currentRoute());
}

/** @param {(route: Route) => void} onRoute Called at once and at each change. */
export function startRouter(onRoute) {
  listener = onRoute;
  addEventListener('popstate', () => listener(currentRoute()));
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a[data-route]') : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
  listener(currentRoute());
}
