/** Columns from one tab stop to the next in a new terminal. */
const TAB = 8;

/**
 * Bytes that give a terminal of this size all that a new one has: modes, pen, charsets, regions, tab stops, colours, title, and an
 * empty screen. What was on the screen goes into the scrollback, which RIS would erase. No terminal answers any of it.
 */
export function resetSequence(cols: number, rows: number): Uint8Array {
  const stops = Array.from({ length: Math.ceil(cols / TAB) }, (_, at) => `\x1b[${at * TAB + 1}G\x1bH`).join('');
  // For the screen it is written on: region, pen, charsets and most modes, the saved cursor; tab stops.
  const screen = `\x1b[!p\x1b[3g${stops}\x1b[H`;
  const text = [
    '\x18', // ends whatever sequence is under way
    `\x1b[?1049h${screen}\x1b[?1049l${screen}`,
    '\x1b[?9l\x1b[?1006l\x1b[?12l\x1b[?2026l\x1b[?2031l\x1b[20l', // mouse, its encoding, blinking, held-back output, reports of colours, newline mode: beyond DECSTR
    '\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07\x1b]0;\x07',
    `\x1b[${rows};1H${'\n'.repeat(rows)}\x1b[H\x1b7`,
  ];
  return new TextEncoder().encode(text.join(''));
}
