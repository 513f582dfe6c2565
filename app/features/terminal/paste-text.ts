const END_MARKERS = ['\x1b[201~', '\x9b201~'];

/**
 * Clipboard text without the marker that ends a bracketed paste: with it, the rest of the text would run as typed keys.
 * Taking one out can join the halves of another, so it is done until none is left.
 */
export function withoutPasteEnd(text: string): string {
  let clean = text;
  for (let before = ''; before !== clean; ) {
    before = clean;
    for (const marker of END_MARKERS) clean = clean.replaceAll(marker, '');
  }
  return clean;
}

/** How many lines a paste would enter: a line break at the end counts, because it runs what stands before it. */
export function enteredLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}

/** A program that does not tell pasted text from typed keys runs each line: a person is asked first. */
export function mustAsk(text: string, bracketed: boolean): boolean {
  return !bracketed && enteredLines(text) > 0;
}
