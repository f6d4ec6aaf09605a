/** Numbers and times as people say them. */

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinalEndings = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** @param {number} n `3` is "3rd". */
export function ordinal(n) {
  const rule = /** @type {keyof typeof ordinalEndings} */ (ordinals.select(n));
  return `${n}${ordinalEndings[rule] ?? 'th'}`;
}

/** @param {number} seconds "about 4 s", "about 3 min". */
export function aboutSeconds(seconds) {
  if (seconds < 1.5) return 'a moment';
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}

/**
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
export function counted(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}

/** @param {string} time RFC 3339. */
export function dateAndTime(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** @param {string} name "plus" is "Plus". */
export function capitalised(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** @param {string} visibility */
export function visibilityWord(visibility) {
  return visibility === 'private' ? 'Private' : 'Public';
}

/** @type {Record<string, string>} What was done to a picture that was made from another. */
const done = { upscale: 'Upscaled', 'remove-background': 'Background removed' };

/** @param {string | undefined} action Of an image or a generation. @returns {string} Empty for one painted from a prompt. */
export function actionWords(action) {
  if (!action || action === 'generate') return '';
  return done[action] ?? capitalised(action.replaceAll('-', ' '));
}

/** @param {{ prompt?: string, action?: string }} picture What it is called where it cannot be seen. */
export function pictureName({ prompt, action }) {
  return [actionWords(action), prompt].filter(Boolean).join(': ') || 'Picture';
}
