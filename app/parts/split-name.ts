/** A name of no more characters is not cut anywhere, and stays in one piece. */
const SHORT = 16;
/** So many characters at the end of a longer one are always shown. */
const END = 8;

const characters = new Intl.Segmenter();

/**
 * Cuts a name before its end, which tells it from the others of its row: before the number it ends in, else before its last
 * eight characters. The end of a short name without a number is empty.
 */
export function splitName(name: string): readonly [head: string, end: string] {
  const number = /\s+#?\d{1,6}$/.exec(name);
  if (number !== null && number.index > 0) return [name.slice(0, number.index), number[0]];
  if (name.length <= SHORT) return [name, ''];
  const starts = Array.from(characters.segment(name), ({ index }) => index);
  if (starts.length <= SHORT) return [name, ''];
  // Spaces at the end of the first part would not be seen.
  const head = name.slice(0, starts.at(-END)).trimEnd();
  return [head, name.slice(head.length)];
}
