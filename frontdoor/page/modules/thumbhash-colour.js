/**
 * The average colour of a ThumbHash, for the tile of a picture that has not loaded yet. The first three bytes hold it:
 * luminance (6 bits), yellow-blue and red-green (6 bits each). Format and formulas: https://evanw.github.io/thumbhash/.
 *
 * @param {string | undefined | null} base64
 * @returns {string | undefined} A CSS colour.
 */
export function thumbhashColour(base64) {
  if (!base64) return undefined;
  let bytes;
  try {
    bytes = atob(base64);
  } catch {
    return undefined;
  }
  if (bytes.length < 5) return undefined;
  const header = bytes.charCodeAt(0) | (bytes.charCodeAt(1) << 8) | (bytes.charCodeAt(2) << 16);
  const luminance = (header & 63) / 63;
  const yellowBlue = ((header >> 6) & 63) / 31.5 - 1;
  const redGreen = ((header >> 12) & 63) / 31.5 - 1;
  const blue = luminance - (2 / 3) * yellowBlue;
  const red = (3 * luminance - blue + redGreen) / 2;
  const green = red - redGreen;
  const [r, g, b] = [red, green, blue].map((part) => Math.round(255 * Math.min(1, Math.max(0, part))));
  return `rgb(${r} ${g} ${b})`;
}
