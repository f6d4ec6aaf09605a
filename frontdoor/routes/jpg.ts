import sharp, { type Sharp } from 'sharp';

/** For viewers whose plan does not download PNG. */
export const jpgQuality = 85;

/** A stream that takes a picture's file and gives it as JPG, which knows no transparency: what shows through is white. */
export function jpgEncoder(): Sharp {
  return sharp().flatten({ background: 'white' }).jpeg({ quality: jpgQuality });
}
