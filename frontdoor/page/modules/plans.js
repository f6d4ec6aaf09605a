/** Which plan has what. The API decides; this says it before one presses. */

/** @typedef {'download_png' | 'private_images' | 'private_png' | 'upscale' | 'remove_background' | 'delete'} Right */

/**
 * @param {import('./api.js').Plan[]} plans The cheapest first. With none known, everything is offered and the API says no.
 * @param {string | undefined} plan The viewer's.
 */
export function createRights(plans, plan) {
  const mine = plans.find(({ name }) => name === plan);

  return {
    /** @param {Right} right */
    has: (right) => plans.length === 0 || Boolean(mine?.rights.includes(right)),
    /**
     * @param {Right} right
     * @returns {string | undefined} The cheapest plan that has it.
     */
    cheapestWith: (right) => plans.find(({ rights }) => rights.includes(right))?.name,
  };
}
