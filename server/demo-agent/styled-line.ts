/** Lines of styled text for a terminal: measured, broken at words, and written out with their escape sequences. */

/** SGR parameters; colours are those of the terminal's own palette, so that they fit its theme. */
export const STYLE = {
  bold: '1',
  dim: '2',
  cursor: '7',
  added: '32',
  removed: '31',
  good: '32',
  bad: '31',
  busy: '33',
  accent: '36',
  mode: '35',
  dimAccent: '2;36',
} as const;
export type Style = (typeof STYLE)[keyof typeof STYLE];

export interface Span {
  readonly text: string;
  readonly style?: Style;
}
export type Line = readonly Span[];

export const span = (text: string, style?: Style): Span => (style === undefined ? { text } : { text, style });

const NO_WIDTH = /^(?:\p{Mn}|\p{Me}|\p{Cf})$/u;
/** East Asian wide blocks and emoji, roughly: enough to keep the cursor where it belongs. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

/** Cells of one character. */
export function charWidth(char: string): number {
  if (NO_WIDTH.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + textWidth(text), 0);
}

interface Cell {
  readonly char: string;
  readonly style: Style | undefined;
}

/** Breaks a line at spaces so that no piece is wider than `width` cells; later pieces are indented. */
export function wrap(line: Line, width: number, indent = 0): Line[] {
  const cells = line.flatMap(({ text, style }) => [...text].map((char): Cell => ({ char, style })));
  const pieces: Cell[][] = [];
  const rest = [...cells];
  do {
    const room = Math.max(pieces.length === 0 ? width : width - indent, 2); // a wide character must fit
    // A break within what later pieces are indented by would gain nothing.
    const end = breakAt(rest, room, pieces.length === 0 ? indent : 0);
    const piece = rest.splice(0, end);
    if (rest.length > 0) while (rest[0]?.char === ' ') rest.shift();
    pieces.push(piece);
  } while (rest.length > 0);
  return pieces.map((piece, at) => (at === 0 || indent === 0 ? joined(piece) : [span(' '.repeat(indent)), ...joined(piece)]));
}

/** How many of the cells stand in the first piece, which is not broken before `least` of them. */
function breakAt(cells: readonly Cell[], room: number, least: number): number {
  let width = 0;
  let space = 0;
  for (const [at, { char }] of cells.entries()) {
    width += charWidth(char);
    if (width > room) return char === ' ' ? at : space > least ? space : at;
    if (char === ' ') space = at + 1;
  }
  return cells.length;
}

function joined(cells: readonly Cell[]): Line {
  const spans: { text: string; style: Style | undefined }[] = [];
  for (const { char, style } of cells) {
    const last = spans.at(-1);
    if (last !== undefined && last.style === style) last.text += char;
    else spans.push({ text: char, style });
  }
  return spans.map(({ text, style }) => span(text, style));
}

/** Cuts a line to `width` cells. */
export function cut(line: Line, width: number): Line {
  let room = width;
  const kept: Span[] = [];
  for (const { text, style } of line) {
    let part = '';
    for (const char of text) {
      room -= charWidth(char);
      if (room < 0) return [...kept, span(part, style)];
      part += char;
    }
    kept.push(span(part, style));
  }
  return kept;
}

/** The line with its escape sequences; styles end with it. */
export function written(line: Line): string {
  return line.map(({ text, style }) => (style === undefined || text === '' ? text : `\x1b[${style}m${text}\x1b[0m`)).join('');
}
