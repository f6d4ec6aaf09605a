/**
 * What can be done with a picture. One file each: it feeds the button and the key.
 *
 * @typedef {import('../api.js').Image} Image
 * @typedef {object} Context What an action may use of the page.
 * @property {import('../api.js').Me | undefined} me Undefined for someone who has not signed in.
 * @property {ReturnType<typeof import('../plans.js').createRights>} rights
 * @property {(from: import('../prompt-options.js').Reusable) => void} use Fills the prompt box and shows it.
 * @property {(generation: import('../api.js').Generation) => void} show Shows a new generation among the tiles and goes there.
 * @property {(generation: import('../api.js').Generation, from: Image) => void} make Shows a new generation made from a
 *   picture, and stays with that picture.
 * @property {(image: Image) => void} changed
 * @property {(generationId: string) => void} deleted
 *
 * @typedef {object} Action
 * @property {string} id
 * @property {keyof typeof import('../icons.js').paths} symbol
 * @property {string} key The shortcut, while the picture is open. A letter, or a key's name.
 * @property {import('../plans.js').Right} [right] Without it the action is shown with a lock.
 * @property {(image: Image, context: Context) => boolean} isOffered
 * @property {(image: Image, context: Context) => string} label
 * @property {(image: Image, context: Context) => string} [name] For screen readers, where the label does not say enough. Contains the label.
 * @property {(image: Image, context: Context) => string} [hint] A second line.
 * @property {(image: Image) => boolean} [isOn] Of a toggle.
 * @property {(image: Image) => string} [address] Of an action that is a link: following it is all there is to do.
 * @property {(image: Image, context: Context) => Promise<string | void> | void} [run] Resolves with what is said about it.
 * @property {Record<string, string>} [refusals] Words for reasons that mean something of its own here.
 */

/**
 * @param {Image} image
 * @param {Context} context
 */
export function isOwn({ owner }, { me }) {
  return me !== undefined && owner !== undefined && owner.id === me.id;
}

/** @param {Image} image */
export const isReady = ({ status }) => status === 'ready';
