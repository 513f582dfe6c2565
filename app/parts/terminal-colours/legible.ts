/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Contrast of text that can be read, WCAG 2.2 AA: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const LEAST_CONTRAST = 4.5;

/** Of the way to black or white, how much is gone at a time: what xterm takes, so that a preview has the terminal's very colours. */
const STEP = 0.1;

/**
 * The colour nearest to `ink` that can be read on `ground`: darker where it is the darker of the two, else lighter, and the
 * other way where that does not reach `least`. One that can be read already stays as it is.
 */
export function legible(ink: Rgb, ground: Rgb, least = LEAST_CONTRAST): Rgb {
  if (contrast(ink, ground) >= least) return ink;
  const end = luminance(ink) < luminance(ground) ? 0 : 255;
  const onward = moved(ink, end, ground, least);
  if (contrast(onward, ground) >= least) return onward;
  const back = moved(ink, 255 - end, ground, least);
  return contrast(onward, ground) > contrast(back, ground) ? onward : back;
}

/** From 1, the same colour, to 21, black on white: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function moved(ink: Rgb, end: number, ground: Rgb, least: number): Rgb {
  let [red, green, blue] = ink;
  const nearer = (part: number) => part + Math.sign(end - part) * Math.ceil(Math.abs(end - part) * STEP);
  while (contrast([red, green, blue], ground) < least && (red !== end || green !== end || blue !== end)) {
    [red, green, blue] = [nearer(red), nearer(green), nearer(blue)];
  }
  return [red, green, blue];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
